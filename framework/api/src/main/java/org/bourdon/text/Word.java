package org.bourdon.text;

import java.util.Objects;

/**
 * A spoken word.
 *
 * @param text   as spelled in {@link Sentence#spoken}
 * @param ipa    its pronunciation, with stress marks
 * @param origin who knew it
 */
public record Word(String text, String ipa, Origin origin) {

    /** Where a pronunciation comes from; the earlier overrides the later. */
    public enum Origin { USER_LEXICON, DICTIONARY, NETWORK, RULES }

    public Word {
        Objects.requireNonNull(text);
        Objects.requireNonNull(ipa);
        Objects.requireNonNull(origin);
    }
}
