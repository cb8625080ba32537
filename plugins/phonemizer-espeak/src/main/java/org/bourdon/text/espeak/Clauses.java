package org.bourdon.text.espeak;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Cuts a sentence at its marks, so that these are known, which espeak-ng does not tell. */
final class Clauses {

    private static final String RAW_BEGIN = "[[";
    private static final String RAW_END = "]]";
    private static final String MARKS = ",;:!?";
    /** Marks that need no space behind them. */
    private static final String FULL_WIDTH = "、，；：。！？｡､،؛؟।॥…";
    private static final String PAUSES = "—–()（）「」『』«»【】";
    /** espeak-ng 1.51 overwrites its stack on some dozens of dotted letters. */
    private static final Pattern DOTTED = Pattern.compile("(?:\\p{L}\\.){5,}");
    private static final Pattern LONG_WORD = Pattern.compile("(\\S{60})(?=\\S)");
    private static final String QUOTES = "\"'”’)»*_";

    private final String sentence;
    private final List<Clause> clauses = new ArrayList<>();
    private int from;

    private Clauses(String sentence) {
        this.sentence = sentence;
    }

    static List<Clause> of(String sentence) {
        Clauses walk = new Clauses(sentence);
        walk.walk();
        return walk.clauses;
    }

    private void walk() {
        int at = 0;
        while (at < sentence.length()) {
            char c = sentence.charAt(at);
            int rawEnd = sentence.startsWith(RAW_BEGIN, at) ? sentence.indexOf(RAW_END, at) : -1;
            if (rawEnd > 0 && rawEnd - at <= Espeak.LONGEST_TEXT) {
                end(at, Clause.NONE);
                add(new Clause(phonemes(sentence.substring(at + RAW_BEGIN.length(), rawEnd)), at, rawEnd + RAW_END.length(), Clause.NONE, true));
                at = rawEnd + RAW_END.length();
                from = at;
                continue;
            }
            at++;
            if (FULL_WIDTH.indexOf(c) >= 0 || MARKS.indexOf(c) >= 0 && endsWord(at)) {
                end(at, mark(c));
            } else if (PAUSES.indexOf(c) >= 0) {
                end(at, at - 1 > from && hasWord(from, at - 1) ? ',' : Clause.NONE);
            } else if (isFull(at)) {
                int space = lastSpace(at);
                end(space > from ? space : at - (Character.isHighSurrogate(c) ? 1 : 0), Clause.NONE);
                at = from;
            }
        }
        end(at, Clause.NONE);
    }

    private boolean endsWord(int at) {
        return at == sentence.length() || Character.isWhitespace(sentence.charAt(at)) || QUOTES.indexOf(sentence.charAt(at)) >= 0
                || MARKS.indexOf(sentence.charAt(at)) >= 0;
    }

    private boolean isFull(int at) {
        return at - from >= Espeak.LONGEST_TEXT - 1;
    }

    private int lastSpace(int at) {
        int space = at;
        while (space > from && !Character.isWhitespace(sentence.charAt(space - 1))) {
            space--;
        }
        return space;
    }

    private boolean hasWord(int begin, int end) {
        return sentence.substring(begin, end).codePoints().anyMatch(Character::isLetterOrDigit);
    }

    private void end(int to, char mark) {
        if (to > from) {
            add(new Clause(speakable(sentence.substring(from, to)), from, to, mark, false));
            from = to;
        }
    }

    private void add(Clause clause) {
        if (!clause.text().isBlank()) {
            clauses.add(clause);
        } else if (clause.mark() != Clause.NONE && !clauses.isEmpty() && clauses.getLast().mark() == Clause.NONE) {
            Clause last = clauses.removeLast();
            clauses.add(new Clause(last.text(), last.from(), clause.to(), clause.mark(), last.raw()));
        }
    }

    private static char mark(char written) {
        return switch (written) {
            case ';', '；', '؛' -> ';';
            case ':', '：' -> ':';
            default -> ',';
        };
    }

    /** No line ends, brackets, control characters or halves of characters; nothing at all without a letter or a digit or a symbol to name. */
    private static String speakable(String text) {
        StringBuilder clean = new StringBuilder(text.length());
        Normalizer.normalize(text, Normalizer.Form.NFC).codePoints().forEach(c -> {
            boolean odd = switch (Character.getType(c)) {
                case Character.CONTROL, Character.SURROGATE, Character.PRIVATE_USE, Character.UNASSIGNED, Character.LINE_SEPARATOR,
                        Character.PARAGRAPH_SEPARATOR, Character.SPACE_SEPARATOR -> true;
                case Character.FORMAT -> c != 0x200C && c != 0x200D;
                default -> c == '[' || c == ']';
            };
            clean.appendCodePoint(odd ? ' ' : c);
        });
        String stripped = clean.toString().strip();
        while (!stripped.isEmpty() && (MARKS + FULL_WIDTH + PAUSES).indexOf(stripped.charAt(stripped.length() - 1)) >= 0) {
            stripped = stripped.substring(0, stripped.length() - 1).strip();
        }
        String tame = DOTTED.matcher(stripped).replaceAll(letters -> letters.group().replace('.', ' '));
        return shortened(LONG_WORD.matcher(tame).replaceAll("$1 "));
    }

    /** Composed characters may take more bytes than a line of the program holds. */
    private static String shortened(String text) {
        String fitting = text;
        while (fitting.getBytes(java.nio.charset.StandardCharsets.UTF_8).length > Espeak.LONGEST_TEXT_BYTES) {
            fitting = fitting.substring(0, fitting.offsetByCodePoints(fitting.length(), -1));
        }
        return fitting;
    }

    private static String phonemes(String raw) {
        return raw.strip().replaceAll("[\\p{Cntrl}\\s]+", " ");
    }
}
