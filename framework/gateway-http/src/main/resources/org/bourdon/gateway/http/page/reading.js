const LOOK_AHEAD_CHARACTERS = 5000;
const LEFT_ALONE_MS = 4000;

/** Where a sentence stands in a text, from a place on, whatever white space parts its words; -1, -1 if it does not. */
export function locate(text, sentence, start) {
  const [first, ...others] = sentence.trim().split(/\s+/);
  const last = start + LOOK_AHEAD_CHARACTERS;
  for (let from = text.indexOf(first, start); first && from >= 0 && from < last; from = text.indexOf(first, from + 1)) {
    let to = from + first.length;
    const rest = others.every(word => {
      while (/\s/.test(text.charAt(to))) {
        to++;
      }
      const fits = text.startsWith(word, to);
      to += word.length;
      return fits;
    });
    if (rest) {
      return {from, to};
    }
  }
  return {from: -1, to: -1};
}

/**
 * Marks the sentence that is heard, in a copy of the text that lies line by line behind the field, and scrolls along, unless the reader has
 * just scrolled himself. An edited text has no marks until it is spoken anew.
 */
export class Reader {
  #field;
  #mirror;
  #lines = [];
  #marked = [];
  #following = false;
  #touched = -Infinity;

  constructor(field, mirror) {
    this.#field = field;
    this.#mirror = mirror;
    field.addEventListener('scroll', () => this.#align());
    field.addEventListener('input', () => this.end());
    for (const kind of ['wheel', 'touchmove', 'pointerdown']) {
      field.addEventListener(kind, () => {
        this.#touched = performance.now();
      }, {passive: true});
    }
    new ResizeObserver(() => this.#align()).observe(field);
  }

  begin() {
    this.end();
    this.#following = true;
  }

  end() {
    this.#following = false;
    this.#lines = [];
    this.#marked = [];
    this.#mirror.replaceChildren();
  }

  /** @param from, to places in the text; none if negative */
  show(from, to) {
    this.#marked.forEach(line => line.element.replaceChildren(line.text || '\u200b'));
    this.#marked = [];
    if (!this.#following || from < 0) {
      return;
    }
    if (!this.#lines.length) {
      this.#layOut();
    }
    for (const line of this.#lines.slice(this.#lineAt(from), this.#lineAt(to - 1) + 1)) {
      const [before, within] = [Math.max(0, from - line.start), Math.min(line.text.length, to - line.start)];
      const mark = document.createElement('mark');
      mark.textContent = line.text.slice(before, within);
      line.element.replaceChildren(line.text.slice(0, before), mark, line.text.slice(within));
      this.#marked.push(line);
    }
    this.#follow();
  }

  #layOut() {
    let start = 0;
    this.#lines = this.#field.value.split('\n').map(text => {
      const element = document.createElement('div');
      element.textContent = text || '\u200b';
      const line = {element, text, start};
      start += text.length + 1;
      return line;
    });
    this.#mirror.replaceChildren(...this.#lines.map(line => line.element));
    this.#align();
  }

  #lineAt(place) {
    let [low, high] = [0, this.#lines.length - 1];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      [low, high] = this.#lines[middle].start <= place ? [middle, high] : [low, middle - 1];
    }
    return low;
  }

  #align() {
    this.#mirror.style.width = `${this.#field.clientWidth}px`;
    this.#mirror.style.height = `${this.#field.clientHeight}px`;
    this.#mirror.scrollTop = this.#field.scrollTop;
  }

  #follow() {
    const mark = this.#marked[0]?.element.querySelector('mark');
    if (!mark || performance.now() - this.#touched < LEFT_ALONE_MS) {
      return;
    }
    const {scrollTop, clientHeight} = this.#field;
    const bottom = mark.offsetTop + mark.offsetHeight;
    if (mark.offsetTop < scrollTop || bottom > scrollTop + clientHeight) {
      const behavior = matchMedia('(prefers-reduced-motion: reduce)').matches ? 'auto' : 'smooth';
      this.#field.scrollTo({top: mark.offsetTop - clientHeight / 4, behavior});
    }
  }
}
