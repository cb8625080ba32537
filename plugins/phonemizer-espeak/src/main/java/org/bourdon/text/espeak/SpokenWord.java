package org.bourdon.text.espeak;

import org.bourdon.text.Word;

/**
 * A word on its way into a piece.
 *
 * @param mark that follows it, or {@link Clause#NONE}
 * @param from where it begins in the sentence
 */
record SpokenWord(Word word, char mark, int from) {

    SpokenWord with(char other) {
        return new SpokenWord(word, other, from);
    }

    boolean hasMark() {
        return mark != Clause.NONE;
    }

    /** Code points that it takes, the space behind it included. */
    int length() {
        return word.ipa().codePointCount(0, word.ipa().length()) + (hasMark() ? 2 : 1);
    }
}
