package org.bourdon.text.espeak;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.bourdon.text.Word;

/**
 * Brings the words of a clause together with espeak-ng's. One word may be several there, such as a number, and several one.
 * What cannot be told apart stands beside all of it.
 */
final class Alignment {

    private static final Pattern WORD = Pattern.compile("[^\\s]*[\\p{L}\\p{N}][^\\s]*");
    private static final Pattern SWITCH = Pattern.compile("\\([a-z0-9-]{1,20}\\)");
    private static final Pattern NOISE = Pattern.compile("[.?!,;:^$_|\\u200B-\\u200D\\uFEFF\\[\\](){}\"«»“”„¿¡。！？]+");
    private static final int LONGEST_IPA = 100;

    private record Written(String text, int from) {
    }

    private Alignment() {
    }

    static List<SpokenWord> words(Clause clause, String sentence, List<String> lines) {
        List<String> ipa = ipa(clause.raw() ? List.of(clause.text()) : lines);
        List<Written> written = clause.raw() ? List.of() : written(sentence, clause);
        List<SpokenWord> words = new ArrayList<>(ipa.size());
        int flexible = firstNumber(written);
        int surplus = ipa.size() - written.size();
        for (int i = 0; i < ipa.size(); i++) {
            Written word = written.isEmpty() ? new Written(sentence.substring(clause.from(), clause.to()).strip(), clause.from())
                    : surplus == 0 || i < Math.min(flexible, written.size()) ? written.get(i)
                    : i - surplus > flexible ? written.get(Math.min(i - surplus, written.size() - 1))
                    : middle(written, flexible, surplus, sentence);
            Word.Origin origin = clause.raw() ? Word.Origin.USER_LEXICON : Word.Origin.RULES;
            words.add(new SpokenWord(new Word(word.text(), ipa.get(i), origin), Clause.NONE, word.from()));
        }
        if (!words.isEmpty() && clause.mark() != Clause.NONE) {
            words.add(words.removeLast().with(clause.mark()));
        }
        return words;
    }

    /** What a surplus or a lack of espeak-ng's words must come from. */
    private static Written middle(List<Written> written, int flexible, int surplus, String sentence) {
        Written first = written.get(Math.min(flexible, written.size() - 1));
        Written last = written.get(Math.min(flexible + Math.max(0, -surplus), written.size() - 1));
        return new Written(sentence.substring(first.from(), last.from() + last.text().length()), first.from());
    }

    /** Numbers become several words; without one, the first word is as good as any. */
    private static int firstNumber(List<Written> written) {
        for (int i = 0; i < written.size(); i++) {
            if (written.get(i).text().codePoints().anyMatch(Character::isDigit)) {
                return i;
            }
        }
        return 0;
    }

    private static List<Written> written(String sentence, Clause clause) {
        List<Written> words = new ArrayList<>();
        Matcher matcher = WORD.matcher(sentence).region(clause.from(), clause.to());
        while (matcher.find()) {
            String text = matcher.group().replaceAll("^[^\\p{L}\\p{N}]+|[^\\p{L}\\p{M}\\p{N}]+$", "");
            words.add(new Written(text.isEmpty() ? matcher.group() : text, matcher.start() + Math.max(0, matcher.group().indexOf(text))));
        }
        return words;
    }

    /** Words of IPA: no marks, no flags of a switch of language, none without a sound, none longer than a piece takes. */
    private static List<String> ipa(List<String> lines) {
        List<String> words = new ArrayList<>();
        for (String line : lines) {
            for (String word : NOISE.matcher(SWITCH.matcher(line).replaceAll("")).replaceAll("").split("\\s+")) {
                if (word.codePoints().anyMatch(c -> Character.isLetter(c) && Character.getType(c) != Character.MODIFIER_LETTER)) {
                    cut(word, words);
                }
            }
        }
        return words;
    }

    private static void cut(String word, List<String> into) {
        int[] symbols = word.codePoints().toArray();
        for (int from = 0; from < symbols.length; from += LONGEST_IPA) {
            int[] part = Arrays.copyOfRange(symbols, from, Math.min(symbols.length, from + LONGEST_IPA));
            into.add(new String(part, 0, part.length));
        }
    }
}
