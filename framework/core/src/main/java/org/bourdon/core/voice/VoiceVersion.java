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
 * @param stamp      changes when one of the files does
 * @param generation tells apart what is opened from the same files one after the other
 */
public record VoiceVersion(Voice voice, VoiceFormat format, long stamp, int generation) {

    public VoiceVersion {
        Objects.requireNonNull(voice);
        Objects.requireNonNull(format);
    }

    // The generated ones look at every component of the voice, in calls that are slow, and every request asks several times.

    @Override
    public boolean equals(Object other) {
        return this == other || other instanceof VoiceVersion version && generation == version.generation && isOfSameFilesAs(version);
    }

    @Override
    public int hashCode() {
        return 31 * name().hashCode() + generation;
    }

    public String name() {
        return voice.name();
    }

    /** Whether both come from the same files in the same state, read by the same format. */
    public boolean isOfSameFilesAs(VoiceVersion other) {
        return stamp == other.stamp && format == other.format && voice.equals(other.voice);
    }

    public VoiceVersion withGeneration(int number) {
        return new VoiceVersion(voice, format, stamp, number);
    }

    /** Whether the files are still those of this version, as far as size and time tell. */
    public boolean isCurrent() {
        return FileStamp.of(voice) == stamp;
    }

    /** The size of all its model files in bytes. */
    public long diskBytes() {
        return voice.variants().stream().flatMap(variant -> variant.files().stream()).distinct().mapToLong(FileStamp::size).sum();
    }

    /** For a person: the state of the files and the generation. */
    public String label() {
        return "%016x-%d".formatted(stamp, generation);
    }

    /** The models that an engine would speak with: the first of the voice's variants that it reads. */
    public Optional<ModelSet> readableBy(Engine engine) {
        return voice.variants().stream().filter(models -> models.fileNames().stream().allMatch(engine::reads)).findFirst();
    }
}
