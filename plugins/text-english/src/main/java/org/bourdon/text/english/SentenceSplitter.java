package org.bourdon.text.english;

import java.util.Locale;
import java.util.Set;

import org.bourdon.text.english.normal.Abbreviations;

/** Finds where a sentence ends, looking no further than a longest sentence. */
final class SentenceSplitter {

    /** Characters; a longer one is cut. */
    static final int LONGEST = 600;
    private static final int NEED_MORE = -1;
    /** A cut leaves at least this much before it, if there is a better place than a space. */
    private static final int SHORTEST_CLAUSE = 150;
    private static final int LONGEST_GAP = 64;
    private static final int LONGEST_OPENER = 12;
    /** With one of these, and a capital, a new sentence begins even behind an abbreviation. */
    private static final Set<String> OPENERS = Set.of("the", "a", "an", "he", "she", "it", "we", "they", "you", "i", "this", "that", "these",
            "those", "there", "then", "but", "and", "so", "if", "when", "while", "his", "her", "its", "our", "their", "my", "your", "in", "on",
            "at", "for", "after", "before", "what", "why", "how", "who", "where", "is", "are", "do", "does", "did", "no", "yes", "not", "now",
            "as", "however", "please", "let", "once", "since", "all", "some", "many", "most", "one", "to", "by", "with", "from", "or");

    private enum Verdict { ENDS, GOES_ON, UNSURE }

    /** As {@link org.bourdon.text.TextFrontEnd#firstSentenceEnd}. */
    int firstSentenceEnd(CharSequence text, boolean complete) {
        int limit = Math.min(text.length(), LONGEST);
        boolean anything = false;
        int at = 0;
        while (at < limit) {
            char c = text.charAt(at);
            if (isLineEnd(c)) {
                Verdict verdict = anything ? atLineEnd(text, at, complete) : Verdict.GOES_ON;
                if (verdict == Verdict.ENDS) {
                    return afterSpace(text, at);
                }
                if (verdict == Verdict.UNSURE) {
                    break;
                }
            } else if (isFullWidthEnd(c)) {
                return afterSpace(text, at + 1);
            } else if (isEnd(c)) {
                int end = afterEndMarks(text, at, limit);
                Verdict verdict = atEndMarks(text, at, end, complete);
                if (verdict == Verdict.ENDS) {
                    return afterSpace(text, end);
                }
                if (verdict == Verdict.UNSURE) {
                    break;
                }
                at = end - 1;
                anything = true;
            } else {
                anything |= !Character.isWhitespace(c);
            }
            at++;
        }
        if (text.length() > LONGEST) {
            return cut(text);
        }
        return complete ? text.length() : NEED_MORE;
    }

    /** A blank line ends a sentence, and so does the beginning of a list's next entry. */
    private static Verdict atLineEnd(CharSequence text, int at, boolean complete) {
        if (text.charAt(at) == '\u2029' || text.charAt(at) == '\f') {
            return Verdict.ENDS;
        }
        int i = at + 1;
        if (text.charAt(at) == '\r' && i < text.length() && text.charAt(i) == '\n') {
            i++;
        }
        int gap = Math.min(text.length(), i + LONGEST_GAP);
        while (i < gap && Character.isWhitespace(text.charAt(i))) {
            if (isLineEnd(text.charAt(i))) {
                return Verdict.ENDS;
            }
            i++;
        }
        if (i == text.length()) {
            return complete ? Verdict.ENDS : Verdict.UNSURE;
        }
        return atListEntry(text, i, complete);
    }

    private static Verdict atListEntry(CharSequence text, int at, boolean complete) {
        char c = text.charAt(at);
        int i = at;
        if ("-*•‣◦·".indexOf(c) >= 0) {
            i++;
        } else if (c == '#') {
            while (i < text.length() && text.charAt(i) == '#' && i < at + 6) {
                i++;
            }
        } else {
            while (i < text.length() && i < at + 3 && text.charAt(i) >= '0' && text.charAt(i) <= '9') {
                i++;
            }
            if (i > at && i < text.length() && text.charAt(i) != '.' && text.charAt(i) != ')' || i == at) {
                return Verdict.GOES_ON;
            }
            i++;
        }
        if (i >= text.length()) {
            return complete ? Verdict.GOES_ON : Verdict.UNSURE;
        }
        return text.charAt(i) == ' ' ? Verdict.ENDS : Verdict.GOES_ON;
    }

    /** @param from the first of the marks; {@code end} behind the last and behind what closes with it */
    private static Verdict atEndMarks(CharSequence text, int from, int end, boolean complete) {
        if (end >= text.length()) {
            return complete ? Verdict.ENDS : Verdict.UNSURE;
        }
        if (!Character.isWhitespace(text.charAt(end))) {
            return Verdict.GOES_ON;
        }
        int next = end;
        int gap = Math.min(text.length(), end + LONGEST_GAP);
        int lines = 0;
        while (next < gap && Character.isWhitespace(text.charAt(next))) {
            lines += text.charAt(next) == '\n' ? 1 : 0;
            next++;
        }
        if (lines > 1 || next == gap && next < text.length()) {
            return Verdict.ENDS;
        }
        if (next == text.length()) {
            return complete ? Verdict.ENDS : Verdict.UNSURE;
        }
        boolean several = end - from > 1 && isEnd(text.charAt(from + 1)) || text.charAt(from) == '…';
        boolean closed = !isEnd(text.charAt(end - 1));
        boolean smallLetterFollows = Character.isLowerCase(text.charAt(next));
        if (text.charAt(from) != '.' || several) {
            boolean dots = text.charAt(from) == '.' || text.charAt(from) == '…';
            return smallLetterFollows && (closed || dots) ? Verdict.GOES_ON : Verdict.ENDS;
        }
        if (closed && !smallLetterFollows) {
            return Verdict.ENDS;
        }
        return atFullStop(text, from, next, smallLetterFollows, complete);
    }

    private static Verdict atFullStop(CharSequence text, int stop, int next, boolean smallLetterFollows, boolean complete) {
        int from = stop;
        while (from > 0 && stop - from < LONGEST && isWordPart(text.charAt(from - 1))) {
            from--;
        }
        String word = text.subSequence(from, stop).toString();
        String key = word.toLowerCase(Locale.ROOT);
        if (Abbreviations.leads(key) && !(isOrdinaryWord(word) && smallLetterFollows)) {
            return Verdict.GOES_ON;
        }
        if (Abbreviations.leadsToANumber(key) && Character.isDigit(text.charAt(next))) {
            return Verdict.GOES_ON;
        }
        if (Abbreviations.mayClose(key) && Character.isUpperCase(word.charAt(0)) && Character.isDigit(text.charAt(next))) {
            return Verdict.GOES_ON;
        }
        if (isNumber(word) && word.length() <= 3 && isListNumber(text, from)) {
            return Verdict.GOES_ON;
        }
        boolean initial = word.length() == 1 && Character.isUpperCase(word.charAt(0)) && !(word.equals("I") && from > 1);
        boolean dotted = isDotted(word);
        boolean street = key.equals("st") && !smallLetterFollows;
        if (smallLetterFollows) {
            return initial || dotted || Abbreviations.mayClose(key) || !isOrdinaryWord(word) ? Verdict.GOES_ON : Verdict.ENDS;
        }
        if (initial || street || dotted && !key.equals("a.m") && !key.equals("p.m")) {
            return atOpener(text, next, complete);
        }
        return Verdict.ENDS;
    }

    /** Behind an initial or an acronym only a word that opens sentences makes it certain that a new one begins. */
    private static Verdict atOpener(CharSequence text, int next, boolean complete) {
        int end = next;
        while (end < text.length() && end - next <= LONGEST_OPENER && Character.isLetter(text.charAt(end))) {
            end++;
        }
        if (end == text.length() && !complete) {
            return Verdict.UNSURE;
        }
        return OPENERS.contains(text.subSequence(next, end).toString().toLowerCase(Locale.ROOT)) ? Verdict.ENDS : Verdict.GOES_ON;
    }

    /** Long enough to be no abbreviation, so that a full stop behind it is one even before a small letter, as in a chat. */
    private static boolean isOrdinaryWord(String word) {
        return word.length() > 1 && word.chars().allMatch(Character::isLetter) && word.chars().anyMatch(c -> "aeiouyAEIOUY".indexOf(c) >= 0)
                && !Abbreviations.leads(word.toLowerCase(Locale.ROOT)) && !Abbreviations.mayClose(word.toLowerCase(Locale.ROOT));
    }

    /** "U.S" and "Ph.D", but neither "example.com" nor "3.5". */
    private static boolean isDotted(String word) {
        int letters = 0;
        for (int i = 0; i < word.length(); i++) {
            letters = word.charAt(i) == '.' ? 0 : letters + 1;
            if (letters > 2 || word.charAt(i) != '.' && !Character.isLetter(word.charAt(i))) {
                return false;
            }
        }
        return word.indexOf('.') > 0;
    }

    private static boolean isListNumber(CharSequence text, int from) {
        int i = from - 1;
        while (i >= 0 && text.charAt(i) == ' ') {
            i--;
        }
        return i < 0 || isLineEnd(text.charAt(i));
    }

    private static boolean isNumber(String word) {
        return !word.isEmpty() && word.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    /** At the last clause, else at the last space, else at the limit. */
    private static int cut(CharSequence text) {
        int space = 0;
        for (int i = LONGEST - 1; i > SHORTEST_CLAUSE; i--) {
            if (Character.isWhitespace(text.charAt(i))) {
                space = Math.max(space, i);
                if (",;:—–)".indexOf(text.charAt(i - 1)) >= 0) {
                    return afterSpace(text, i);
                }
            }
        }
        if (space > 0) {
            return afterSpace(text, space);
        }
        return Character.isHighSurrogate(text.charAt(LONGEST - 1)) && Character.isLowSurrogate(text.charAt(LONGEST)) ? LONGEST - 1 : LONGEST;
    }

    private static int afterEndMarks(CharSequence text, int at, int limit) {
        int end = at;
        while (end < limit && isEnd(text.charAt(end))) {
            end++;
        }
        while (end < limit && "\"')]}»”’*_".indexOf(text.charAt(end)) >= 0) {
            end++;
        }
        return end;
    }

    private static int afterSpace(CharSequence text, int at) {
        int end = at;
        while (end < text.length() && Character.isWhitespace(text.charAt(end))) {
            end++;
        }
        return end;
    }

    private static boolean isWordPart(char c) {
        return Character.isLetterOrDigit(c) || c == '.' || c == '\'' || c == '’' || c == '-';
    }

    private static boolean isEnd(char c) {
        return c == '.' || c == '!' || c == '?' || c == '…';
    }

    private static boolean isFullWidthEnd(char c) {
        return c == '。' || c == '！' || c == '？';
    }

    private static boolean isLineEnd(char c) {
        return c == '\n' || c == '\r' || c == '\u2028' || c == '\u2029' || c == '\f' || c == '\u0085';
    }
}
