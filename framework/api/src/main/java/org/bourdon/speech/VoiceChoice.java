package org.bourdon.speech;

import java.util.Objects;
import java.util.Optional;

/**
 * Who is to speak.
 * <p>
 * What is asked for may be there and out of order: a voice whose files are damaged, an engine that is not running. Then, unless
 * {@code strict}, the same voice speaks in another engine, or else another voice of its language, or else the default voice; and
 * {@link SpeechEvent.Started} says so. A name that no voice has is an error in any case.
 *
 * @param voice  by name; the default voice if empty
 * @param engine by name, such as {@code onnx}; if empty the one that the voice prefers
 * @param strict nobody else may speak
 */
public record VoiceChoice(Optional<String> voice, Optional<String> engine, boolean strict) {

    /** The default voice, or whoever can stand in. */
    public static final VoiceChoice ANY = new VoiceChoice(Optional.empty(), Optional.empty(), false);

    public VoiceChoice {
        Objects.requireNonNull(voice);
        Objects.requireNonNull(engine);
    }

    /** A voice, or whoever can stand in for it. */
    public static VoiceChoice of(String voice) {
        return new VoiceChoice(Optional.of(voice), Optional.empty(), false);
    }
}
