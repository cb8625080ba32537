package org.bourdon.text.english.normal;

import java.text.Normalizer;
import java.util.Arrays;

/**
 * A sentence reduced to the characters that the rules know: ASCII, a few signs, and symbols that may have a name.
 * Diacritics are folded away, typographic quotes and spaces made plain; other scripts and control characters become spaces.
 */
final class Folded {

    /** Beyond ASCII, these pass as they are: the rules know them. */
    private static final String KNOWN = "–—…£€¥₹¢°‰²³µ×÷±≈≠≤≥∞√§©®™→¼½¾⅓⅔⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞";
    /** In threes: a letter that has no accent to lose, and the one or two that stand for it. */
    private static final String LETTERS = "ßssæaeÆAeœoeŒOeøo ØO łl ŁL đd ĐD ðd ÐD þthÞThıi ";
    private static final int COMBINING_KEYCAP = 0x20E3;

    private final StringBuilder text;
    private int[] origins;

    private Folded(int length) {
        this.text = new StringBuilder(length + 8);
        this.origins = new int[length + 9];
    }

    static Folded of(String written) {
        Folded folded = new Folded(written.length());
        int at = 0;
        while (at < written.length()) {
            char c = written.charAt(at);
            if (c < 0x80) {
                folded.add(c < ' ' || c == 0x7F ? ' ' : c, at);
                at++;
            } else {
                int codePoint = written.codePointAt(at);
                folded.fold(codePoint, at);
                at += Character.charCount(codePoint);
            }
        }
        folded.mark(written.length());
        return folded;
    }

    String text() {
        return text.toString();
    }

    /** Where in the written sentence a character of the folded one comes from; also for the index behind the last. */
    int origin(int index) {
        return origins[index];
    }

    private void fold(int codePoint, int at) {
        if (codePoint < 0x10000 && KNOWN.indexOf(codePoint) >= 0) {
            add((char) codePoint, at);
            return;
        }
        switch (codePoint) {
            case '‘', '’', '‛', 'ʼ', '′', '`', '´' -> add('\'', at);
            case '“', '”', '„', '‟', '«', '»', '″' -> add('"', at);
            case '‐', '‑', '−', '‒' -> add('-', at);
            case '―' -> add('—', at);
            case '。' -> add('.', at);
            case '、' -> add(',', at);
            case '¿', '¡', '\u00AD', '\u200B', '\u200C', '\u200D', '\u2060', '\uFEFF', '\uFE0F', '\uFE0E', COMBINING_KEYCAP -> { }
            case 'μ' -> add('µ', at);
            default -> other(codePoint, at);
        }
    }

    private void other(int codePoint, int at) {
        switch (Character.getType(codePoint)) {
            case Character.UPPERCASE_LETTER, Character.LOWERCASE_LETTER, Character.TITLECASE_LETTER, Character.OTHER_LETTER,
                 Character.MODIFIER_LETTER -> letter(codePoint, at);
            case Character.DECIMAL_DIGIT_NUMBER -> add((char) ('0' + Character.digit(codePoint, 10)), at);
            case Character.NON_SPACING_MARK, Character.COMBINING_SPACING_MARK, Character.ENCLOSING_MARK -> { }
            case Character.OTHER_SYMBOL, Character.MATH_SYMBOL, Character.CURRENCY_SYMBOL -> compatible(codePoint, at, true);
            case Character.OTHER_PUNCTUATION, Character.DASH_PUNCTUATION, Character.LETTER_NUMBER, Character.OTHER_NUMBER,
                 Character.START_PUNCTUATION, Character.END_PUNCTUATION -> compatible(codePoint, at, false);
            default -> add(' ', at);
        }
    }

    private void letter(int codePoint, int at) {
        int special = codePoint < 0x10000 ? specialLetter(codePoint) : -1;
        if (special >= 0) {
            add(LETTERS.charAt(special + 1), at);
            if (LETTERS.charAt(special + 2) != ' ') {
                add(LETTERS.charAt(special + 2), at);
            }
        } else if (Character.UnicodeScript.of(codePoint) == Character.UnicodeScript.GREEK) {
            add((char) codePoint, at);
        } else {
            compatible(codePoint, at, false);
        }
    }

    /** ASCII that means the same, such as full-width forms, ligatures and letters without their accents. */
    private void compatible(int codePoint, int at, boolean keep) {
        String plain = Normalizer.normalize(Character.toString(codePoint), Normalizer.Form.NFKD);
        boolean any = false;
        for (int i = 0; i < plain.length(); i++) {
            char c = plain.charAt(i);
            if (c >= ' ' && c < 0x7F) {
                add(c, at);
                any = true;
            }
        }
        if (!any && keep) {
            text.appendCodePoint(codePoint);
            for (int i = 0; i < Character.charCount(codePoint); i++) {
                mark(text.length() - Character.charCount(codePoint) + i, at);
            }
        } else if (!any) {
            add(' ', at);
        }
    }

    private static int specialLetter(int codePoint) {
        for (int i = 0; i + 2 < LETTERS.length(); i += 3) {
            if (LETTERS.charAt(i) == codePoint) {
                return i;
            }
        }
        return -1;
    }

    private void add(char c, int at) {
        text.append(c);
        mark(text.length() - 1, at);
    }

    private void mark(int at) {
        mark(text.length(), at);
    }

    private void mark(int index, int at) {
        if (index >= origins.length) {
            origins = Arrays.copyOf(origins, 2 * index + 1);
        }
        origins[index] = at;
    }
}
