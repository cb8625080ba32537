package org.bourdon.text.english.normal;

import java.util.Locale;

/**
 * Where a rule is asked to read.
 *
 * @param text     the folded sentence
 * @param at       where to begin
 * @param previous the word spoken before; empty at the start of a clause
 */
record Place(String text, int at, String previous) {

    /** No rule looks further than this. */
    static final int SIGHT = 160;

    int horizon() {
        return Math.min(text.length(), at + SIGHT);
    }

    String previousInLowerCase() {
        return previous.toLowerCase(Locale.ROOT);
    }

    /** Whether nothing but closing punctuation and white space follows an index. */
    boolean endsAt(int index) {
        for (int i = index; i < text.length(); i++) {
            if (Character.isLetterOrDigit(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    /** The word that begins behind an index, white space skipped; empty if there is none. */
    String wordAfter(int index) {
        int from = index;
        while (from < text.length() && text.charAt(from) == ' ') {
            from++;
        }
        int to = from;
        int limit = Math.min(text.length(), from + SIGHT);
        while (to < limit && Character.isLetter(text.charAt(to))) {
            to++;
        }
        return text.substring(from, to);
    }
}
