package org.bourdon.core.voice;

import java.util.Objects;
import java.util.Optional;

import org.bourdon.engine.Engine;
import org.bourdon.voice.ModelSet;
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

    /** The models that an engine would speak with: the first of the voice's variants that it reads. */
    public Optional<ModelSet> readableBy(Engine engine) {
        return voice.variants().stream().filter(models -> models.fileNames().stream().allMatch(engine::reads)).findFirst();
    }
}
