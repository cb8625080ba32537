/** Where sentences end, before what follows. */
const SENTENCE_END = /[.!?…][\])"'”’»]*\s+/g;

/**
 * The end of the next part of a text: at most `most` characters on, behind a paragraph if there is one in the second half, else a
 * sentence, else a word, and never within a surrogate pair.
 */
export function partEnd(text, from, most) {
  if (text.length - from <= most) {
    return text.length;
  }
  const part = text.slice(from, from + most);
  const half = most / 2;
  const paragraph = part.lastIndexOf('\n');
  if (paragraph >= half) {
    return from + paragraph + 1;
  }
  let sentence = 0;
  for (const match of part.matchAll(SENTENCE_END)) {
    sentence = match.index + match[0].length;
  }
  if (sentence > 0 && sentence >= half / 2) {
    return from + sentence;
  }
  const word = part.search(/\s\S*$/);
  if (word > 0) {
    return from + word + 1;
  }
  const splitsPair = /[\uD800-\uDBFF]$/.test(part);
  return from + most - (splitsPair ? 1 : 0);
}
