package org.bourdon.text.english.normal;

/**
 * A spoken word or a clause mark.
 *
 * @param text a word as it is spoken, or one of {@code , ; : . ! ?}
 * @param from where in the written sentence it comes from
 * @param to   where that ends
 */
public record Token(Kind kind, String text, int from, int to) {

    /** What a token is. */
    public enum Kind { WORD, MARK }

    public boolean isWord() {
        return kind == Kind.WORD;
    }

    public boolean isMark() {
        return kind == Kind.MARK;
    }
}
