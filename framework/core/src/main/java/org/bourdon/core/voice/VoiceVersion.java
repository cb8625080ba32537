package org.bourdon.core.voice;

import java.util.Objects;

import org.bourdon.voice.Voice;
import org.bourdon.voice.VoiceFormat;

/**
 * A voice with the state of its files.
 *
 * @param stamp changes when one of the files does
 */
public record VoiceVersion(Voice voice, VoiceFormat format, long stamp) {

    public VoiceVersion {
        Objects.requireNonNull(voice);
        Objects.requireNonNull(format);
    }

    public String name() {
        return voice.name();
    }
}
