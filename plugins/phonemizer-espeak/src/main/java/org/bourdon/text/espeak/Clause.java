package org.bourdon.text.espeak;

/**
 * A part of a sentence that is spoken in one go.
 *
 * @param text for espeak-ng; or phonemes, when they are {@code raw}
 * @param from where it begins in the sentence
 * @param to   where it ends, its mark included
 * @param mark that ends it: {@code , ; :} or {@link #NONE}
 */
record Clause(String text, int from, int to, char mark, boolean raw) {

    static final char NONE = 0;
}
