package org.bourdon.text.espeak;

import java.util.Locale;
import java.util.Set;

/** Finds where a sentence ends, in any script, looking no further than a longest sentence. */
final class SentenceEnds {

    /** Characters; a longer one is cut. */
    static final int LONGEST = 600;
    private static final int NEED_MORE = -1;
    private static final int SHORTEST_CLAUSE = 100;
    private static final int LONGEST_GAP = 64;
    private static final String ENDS = ".!?…";
    /** These need no space behind them. */
    private static final String FULL_WIDTH = "。！？｡।॥؟۔";
    private static final String CLOSING = "\"'”’)]}»›」』）】*_";
    /** Where a number with a full stop is an ordinal. */
    private static final Set<String> ORDINALS = Set.of("de", "lb", "da", "nb", "no", "nn", "fi", "et", "lv", "cs", "sk", "pl", "hu", "sl", "hr", "bs",
            "sr", "is", "tr");
    /** Abbreviations that a capital may follow; single letters need not be here. */
    private static final Set<String> ABBREVIATIONS = Set.of("dr", "prof", "hr", "hrn", "fr", "frl", "st", "str", "nr", "no", "mr", "mrs", "ms", "mm",
            "mme", "mlle", "sr", "sra", "srta", "dra", "sig", "dott", "ing", "dipl", "mgr", "bzw", "bspw", "usw", "ca", "vgl", "evtl", "inkl", "bd", "abb",
            "art", "vol", "pag", "pág", "núm", "ul", "al", "им", "ул", "г", "т", "д", "tj", "tzn", "np", "resp", "jr", "mag", "dhr", "mevr", "mw");

    private enum Verdict { ENDS, GOES_ON, UNSURE }

    private final boolean ordinals;

    SentenceEnds(String language) {
        this.ordinals = ORDINALS.contains(language);
    }

    /** As {@link org.bourdon.text.TextFrontEnd#firstSentenceEnd}. */
    int first(CharSequence text, boolean complete) {
        int limit = Math.min(text.length(), LONGEST);
        boolean anything = false;
        for (int at = 0; at < limit; at++) {
            char c = text.charAt(at);
            Verdict verdict = Verdict.GOES_ON;
            int end = at + 1;
            if (FULL_WIDTH.indexOf(c) >= 0 || ENDS.indexOf(c) >= 0) {
                while (end < limit && (ENDS + FULL_WIDTH + CLOSING).indexOf(text.charAt(end)) >= 0) {
                    end++;
                }
                verdict = atMark(text, at, end, complete);
                anything = true;
            } else if (c == '\n' && anything) {
                verdict = atLineEnd(text, at, complete);
            } else {
                anything |= !Character.isWhitespace(c);
            }
            if (verdict == Verdict.ENDS) {
                return afterSpace(text, end);
            }
            if (verdict == Verdict.UNSURE) {
                return text.length() > LONGEST ? cut(text) : NEED_MORE;
            }
            at = end - 1;
        }
        if (text.length() > LONGEST) {
            return cut(text);
        }
        return complete ? text.length() : NEED_MORE;
    }

    /** An empty line ends a sentence that lacks a mark, as a heading does. */
    private static Verdict atLineEnd(CharSequence text, int at, boolean complete) {
        int next = at + 1;
        int lines = 1;
        while (next < text.length() && next - at < LONGEST_GAP && Character.isWhitespace(text.charAt(next))) {
            lines += text.charAt(next) == '\n' ? 1 : 0;
            next++;
        }
        if (next == text.length() && !complete) {
            return Verdict.UNSURE;
        }
        return lines > 1 ? Verdict.ENDS : Verdict.GOES_ON;
    }

    private Verdict atMark(CharSequence text, int mark, int end, boolean complete) {
        if (end == text.length()) {
            return complete ? Verdict.ENDS : Verdict.UNSURE;
        }
        boolean fullWidth = FULL_WIDTH.indexOf(text.charAt(mark)) >= 0;
        int next = end;
        while (next < text.length() && next - end < LONGEST_GAP && Character.isWhitespace(text.charAt(next))) {
            next++;
        }
        if (next == text.length() && next - end < LONGEST_GAP) {
            return complete ? Verdict.ENDS : Verdict.UNSURE;
        }
        if (fullWidth) {
            return Verdict.ENDS;
        }
        if (next == end) {
            return Verdict.GOES_ON;
        }
        boolean small = next < text.length() && Character.isLowerCase(text.charAt(next));
        boolean single = text.charAt(mark) == '.' && (end - mark == 1 || text.charAt(mark + 1) != '.');
        if (!single) {
            boolean trails = text.charAt(mark) == '.' || text.charAt(mark) == '…' || CLOSING.indexOf(text.charAt(end - 1)) >= 0;
            return small && trails ? Verdict.GOES_ON : Verdict.ENDS;
        }
        return small || end - mark == 1 && abbreviates(text, mark) ? Verdict.GOES_ON : Verdict.ENDS;
    }

    private boolean abbreviates(CharSequence text, int stop) {
        int from = stop;
        while (from > 0 && stop - from < 12 && (Character.isLetterOrDigit(text.charAt(from - 1)) || text.charAt(from - 1) == '.')) {
            from--;
        }
        String word = text.subSequence(from, stop).toString().toLowerCase(Locale.ROOT);
        String last = word.substring(word.lastIndexOf('.') + 1);
        boolean initial = last.length() == 1 && Character.isAlphabetic(last.charAt(0));
        boolean ordinal = ordinals && word.matches("[0-9]{1,2}");
        return initial || ordinal || ABBREVIATIONS.contains(word);
    }

    /** At the last mark, else at the last space, else at the limit. */
    private static int cut(CharSequence text) {
        int space = 0;
        for (int i = LONGEST - 1; i > SHORTEST_CLAUSE; i--) {
            char before = text.charAt(i - 1);
            if ("、，；：،؛".indexOf(before) >= 0) {
                return afterSpace(text, i);
            }
            if (Character.isWhitespace(text.charAt(i))) {
                space = Math.max(space, i);
                if (",;:—–)".indexOf(before) >= 0) {
                    return afterSpace(text, i);
                }
            }
        }
        if (space > 0) {
            return afterSpace(text, space);
        }
        return Character.isHighSurrogate(text.charAt(LONGEST - 1)) && Character.isLowSurrogate(text.charAt(LONGEST)) ? LONGEST - 1 : LONGEST;
    }

    private static int afterSpace(CharSequence text, int at) {
        int end = at;
        while (end < text.length() && Character.isWhitespace(text.charAt(end))) {
            end++;
        }
        return end;
    }
}
