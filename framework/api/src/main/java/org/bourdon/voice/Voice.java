package org.bourdon.voice;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * A voice as its side file describes it.
 *
 * @param name         unique among voices, such as {@code en_US-bourdon}
 * @param format       the {@link VoiceFormat#name} that opens it
 * @param language     of the text that it speaks; private use subtags {@code espeak-…} name the voice of espeak-ng whose phonemes it learnt,
 *                     where that does not follow from the rest ({@code es-AR-x-espeak-es-419})
 * @param sampleRateHz of its PCM
 * @param speakers     names of its speakers in the order of their numbers; empty when it has one
 * @param answersIn    what it makes sound by
 * @param sideFile     the file that describes it
 * @param variants     its model files, a set for each engine that can run it, the preferred first; never empty
 */
public record Voice(String name, String format, Locale language, int sampleRateHz, List<String> speakers, Granularity answersIn,
                    Path sideFile, List<ModelSet> variants) {

    /** How soon a voice makes sound. */
    public enum Granularity {
        /** A step every 50 to 500 ms of sound. */
        STEPS,
        /** The whole utterance at once. */
        SENTENCES
    }

    public Voice {
        Objects.requireNonNull(name);
        Objects.requireNonNull(format);
        Objects.requireNonNull(language);
        Objects.requireNonNull(answersIn);
        Objects.requireNonNull(sideFile);
        speakers = List.copyOf(speakers);
        variants = List.copyOf(variants);
        if (sampleRateHz < 1) {
            throw new IllegalArgumentException("a sample rate is at least 1 Hz, this one is " + sampleRateHz);
        }
        if (variants.isEmpty()) {
            throw new IllegalArgumentException("voice " + name + " has no model files");
        }
    }
}
