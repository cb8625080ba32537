package org.bourdon.core.speech;

import org.bourdon.error.BourdonException;
import org.bourdon.error.ErrorCode;

/** The longest text that a request may hold at a time. */
final class TextLimit {

    private TextLimit() {
    }

    /** @throws BourdonException TEXT_TOO_LONG stating the limit; TEXT_EMPTY when nothing but white space is there */
    static void check(String text, boolean mayBeEmpty, int limit) throws BourdonException {
        if (text.length() > limit) {
            throw exceeded(text.length(), limit);
        }
        if (!mayBeEmpty && text.isBlank()) {
            throw new BourdonException(ErrorCode.TEXT_EMPTY, "the text is empty");
        }
    }

    static BourdonException exceeded(int length, int limit) {
        return new BourdonException(ErrorCode.TEXT_TOO_LONG,
                String.format(java.util.Locale.ROOT, "the text has %,d characters; a request takes at most %,d at a time", length, limit));
    }
}
