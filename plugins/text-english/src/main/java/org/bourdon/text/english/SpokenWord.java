package org.bourdon.text.english;

import org.bourdon.text.Word;

/**
 * A word of a sentence with what follows it.
 *
 * @param mark the clause mark behind it; a space if none
 * @param from where in the written sentence it comes from
 * @param to   where that ends
 */
record SpokenWord(Word word, char mark, int from, int to) {

    static final char NO_MARK = ' ';

    boolean hasMark() {
        return mark != NO_MARK;
    }

    /** Code points, with its mark and a space. */
    int length() {
        return word.ipa().codePointCount(0, word.ipa().length()) + (hasMark() ? 2 : 1);
    }
}
