package org.bourdon.text.english.normal;

/** Which clause mark a punctuation character is worth. */
final class Punctuation {

    static final char NONE = 0;

    private Punctuation() {
    }

    /** @return one of {@code , ; : . ! ?}, or {@link #NONE} */
    static char mark(String text, int at) {
        char c = text.charAt(at);
        return switch (c) {
            case ',', ';', ':', '!', '?' -> c;
            case '—', '…', '(', ')', '[', ']', '{', '}' -> ',';
            case '.' -> stop(text, at);
            case '–' -> spaceAt(text, at - 1) || spaceAt(text, at + 1) ? ',' : NONE;
            case '-' -> dash(text, at) ? ',' : NONE;
            default -> NONE;
        };
    }

    private static char stop(String text, int at) {
        if (charAt(text, at - 1) == '.' || charAt(text, at + 1) == '.') {
            return ',';
        }
        return spaceAt(text, at - 1) && Character.isLetter(charAt(text, at + 1)) ? NONE : '.';
    }

    /** Two hyphens, or one between spaces that is no minus. */
    private static boolean dash(String text, int at) {
        if (charAt(text, at - 1) == '-' || charAt(text, at + 1) == '-') {
            return true;
        }
        boolean digits = Character.isDigit(charAt(text, at - 2)) && Character.isDigit(charAt(text, at + 2));
        return spaceAt(text, at - 1) && spaceAt(text, at + 1) && !digits;
    }

    private static boolean spaceAt(String text, int at) {
        return charAt(text, at) == ' ';
    }

    private static char charAt(String text, int at) {
        return at < 0 || at >= text.length() ? ' ' : text.charAt(at);
    }
}
