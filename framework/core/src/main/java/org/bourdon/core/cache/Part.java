package org.bourdon.core.cache;

import java.util.Optional;

import org.bourdon.text.Sentence;

/**
 * A sentence of a request, and what is known of it before its turn.
 *
 * @param key empty when its sound is computed for this request alone
 */
public record Part(Sentence sentence, Optional<SentenceKey> key) {
}
