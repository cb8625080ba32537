package org.bourdon.voice.streaming;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Pitch of speech by normalised autocorrelation, in Hz each 5 ms where it is voiced. */
final class Pitch {

    private static final double LOWEST = 55;
    private static final double HIGHEST = 450;
    private static final double VOICED = 0.7;

    private final List<Double> voiced = new ArrayList<>();

    Pitch(float[] samples, int rateHz) {
        float[] sound = decimate(samples, rateHz / 8_000);
        int rate = 8_000;
        int longest = (int) (rate / LOWEST);
        double loudest = 0;
        int window = rate / 25;
        for (int at = 0; at + window <= sound.length; at += rate / 200) {
            loudest = Math.max(loudest, energy(sound, at, window));
        }
        for (int at = 0; at + window + longest < sound.length; at += rate / 200) {
            double energy = energy(sound, at, window);
            if (energy > loudest * 3e-3) {
                pitchAt(sound, at, window, rate);
            }
        }
    }

    private void pitchAt(float[] sound, int at, int window, int rate) {
        int shortest = (int) (rate / HIGHEST);
        int longest = (int) (rate / LOWEST);
        double[] likeness = new double[longest + 2];
        double best = 0;
        for (int lag = shortest - 1; lag <= longest + 1; lag++) {
            double product = 0;
            for (int i = 0; i < window && at + lag + i < sound.length; i++) {
                product += sound[at + i] * sound[at + lag + i];
            }
            likeness[lag] = product / Math.sqrt(energy(sound, at, window) * Math.max(1e-9, energy(sound, at + lag, window)));
            best = Math.max(best, likeness[lag]);
        }
        if (best < VOICED) {
            return;
        }
        // The first peak nearly as high as the best: later ones are multiples of the period.
        for (int lag = shortest; lag <= longest; lag++) {
            if (likeness[lag] > 0.85 * best && likeness[lag] >= likeness[lag - 1] && likeness[lag] >= likeness[lag + 1]) {
                voiced.add(rate / (double) lag);
                return;
            }
        }
    }

    private static float[] decimate(float[] samples, int factor) {
        float[] out = new float[samples.length / factor];
        for (int i = 0; i < out.length; i++) {
            float sum = 0;
            for (int k = 0; k < factor; k++) {
                sum += samples[i * factor + k];
            }
            out[i] = sum / factor;
        }
        return out;
    }

    private static double energy(float[] sound, int at, int window) {
        double sum = 0;
        for (int i = at; i < Math.min(sound.length, at + window); i++) {
            sum += sound[i] * sound[i];
        }
        return sum;
    }

    /** Median over the last 100 ms of voiced sound. */
    double end() {
        return median(voiced.subList(Math.max(0, voiced.size() - 20), voiced.size()));
    }

    double median() {
        return median(voiced);
    }

    static double median(List<Double> values) {
        double[] sorted = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        return Arrays.stream(sorted).skip(sorted.length / 2).findFirst().orElse(0);
    }
}
