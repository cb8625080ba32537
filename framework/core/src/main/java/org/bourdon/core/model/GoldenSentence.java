package org.bourdon.core.model;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

import org.bourdon.text.Intonation;
import org.bourdon.text.Sentence;
import org.bourdon.voice.Delivery;

/**
 * What a version of a voice has to speak before it may serve, and how to tell whether that was speech. Of fixed phonemes, so that it
 * depends on no text front end; those of other languages than English are sounds that nearly every language has.
 */
final class GoldenSentence {

    /** Nothing at random: the same version gives the same samples. */
    static final Delivery DELIVERY = new Delivery(1, Optional.empty(), OptionalDouble.of(0), OptionalDouble.of(0));

    private static final Sentence ENGLISH = sentence("The wind blew the leaves.", "ðə wˈɪnd blˈuː ðə lˈiːvz.");
    private static final Sentence ANY = sentence("Mama nina alo.", "mˈama nˈina ˈalo.");

    private static final double SHORTEST_SECONDS = 0.3;
    private static final double LONGEST_SECONDS = 15;
    private static final double SILENCE_RMS = 1e-3;
    private static final float FULL_SCALE = 1;
    private static final double LONGEST_CLIPPING_SECONDS = 0.005;

    private GoldenSentence() {
    }

    private static Sentence sentence(String text, String phonemes) {
        return new Sentence(text, text, List.of(), phonemes, Intonation.FALLING);
    }

    static Sentence in(Locale language) {
        return language.getLanguage().equals("en") ? ENGLISH : ANY;
    }

    /** What it can be told to be wrong with while it is being spoken; also bounds how much a runaway voice may make. */
    static boolean isTooLong(long samples, int sampleRateHz) {
        return samples > LONGEST_SECONDS * sampleRateHz;
    }

    /** @return what is wrong with what was spoken; empty when it is fit to be heard */
    static Optional<String> fault(List<float[]> steps, int sampleRateHz) {
        long samples = 0;
        double energy = 0;
        int clipped = 0;
        int longestClipped = 0;
        for (float[] step : steps) {
            for (float sample : step) {
                if (!Float.isFinite(sample)) {
                    return Optional.of("sample " + samples + " is " + sample);
                }
                samples++;
                energy += sample * sample;
                clipped = Math.abs(sample) >= FULL_SCALE ? clipped + 1 : 0;
                longestClipped = Math.max(longestClipped, clipped);
            }
        }
        double seconds = (double) samples / sampleRateHz;
        if (isTooLong(samples, sampleRateHz) || seconds < SHORTEST_SECONDS) {
            return Optional.of(String.format(Locale.ROOT, "it is %.2f s long; %.1f to %.0f s are right", seconds, SHORTEST_SECONDS, LONGEST_SECONDS));
        }
        if (Math.sqrt(energy / samples) < SILENCE_RMS) {
            return Optional.of("it is silent");
        }
        if (longestClipped > LONGEST_CLIPPING_SECONDS * sampleRateHz) {
            return Optional.of(String.format(Locale.ROOT, "it is overdriven: %.0f ms on end are at full scale", 1000.0 * longestClipped / sampleRateHz));
        }
        return Optional.empty();
    }
}
