package org.bourdon.speech;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

import org.bourdon.voice.Delivery;

/**
 * A text to be spoken.
 *
 * @param text     may be empty only when {@code more} follows
 * @param more     whether {@link SpeechStream#append} will bring further text before {@link SpeechStream#finish}
 * @param voice    who speaks it
 * @param deadline how long it may take from now on; without limit if empty
 */
public record SpeechRequest(String text, boolean more, VoiceChoice voice, Delivery delivery, Optional<Duration> deadline) {

    public SpeechRequest {
        Objects.requireNonNull(text);
        Objects.requireNonNull(voice);
        Objects.requireNonNull(delivery);
        Objects.requireNonNull(deadline);
    }

    /** A whole text, in the default voice. */
    public static SpeechRequest of(String text) {
        return new SpeechRequest(text, false, VoiceChoice.ANY, Delivery.PLAIN, Optional.empty());
    }
}
