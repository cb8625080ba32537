package org.bourdon.speech;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A voice as a client sees it.
 *
 * @param language     BCP 47 tag; {@code und} where the voice is too broken to tell
 * @param sampleRateHz 0 where the voice is too broken to tell
 * @param loaded       whether it is open on a lane now
 * @param problem      why it cannot be used; empty when it can
 */
public record VoiceInfo(String name, String format, String language, int sampleRateHz, List<String> speakers, boolean isDefault,
                        boolean loaded, Optional<String> problem) {

    public VoiceInfo {
        Objects.requireNonNull(name);
        Objects.requireNonNull(format);
        Objects.requireNonNull(language);
        speakers = List.copyOf(speakers);
        Objects.requireNonNull(problem);
    }
}
