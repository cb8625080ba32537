package org.bourdon.itest;

import java.util.ArrayList;
import java.util.List;

/** Fundamental frequency of a voice, by normalised autocorrelation. */
final class Pitch {

    private static final double LOWEST_HZ = 55;
    private static final double HIGHEST_HZ = 420;
    private static final double WINDOW_SECONDS = 0.040;
    private static final double HOP_SECONDS = 0.005;
    private static final double VOICED = 0.60;

    private Pitch() {
    }

    /** The mean over the last 100 ms of voiced sound, in Hz. */
    static double ofTheEnd(Spoken spoken) {
        List<Double> voiced = voiced(spoken.floats(), spoken.sampleRateHz());
        int frames = (int) Math.round(0.1 / HOP_SECONDS);
        if (voiced.size() < frames) {
            throw new AssertionError("only " + voiced.size() + " voiced frames of 5 ms");
        }
        return voiced.subList(voiced.size() - frames, voiced.size()).stream().mapToDouble(f -> f).average().orElseThrow();
    }

    /** The mean over all voiced sound, in Hz. */
    static double mean(Spoken spoken) {
        return voiced(spoken.floats(), spoken.sampleRateHz()).stream().mapToDouble(f -> f).average().orElseThrow();
    }

    private static List<Double> voiced(float[] sound, int rate) {
        int window = (int) (rate * WINDOW_SECONDS);
        int hop = (int) (rate * HOP_SECONDS);
        double loudest = 0;
        for (int at = 0; at + window <= sound.length; at += hop) {
            loudest = Math.max(loudest, energy(sound, at, window));
        }
        List<Double> voiced = new ArrayList<>();
        int longest = (int) (rate / LOWEST_HZ);
        for (int at = 0; at + window + longest <= sound.length; at += hop) {
            if (energy(sound, at, window) > 1e-3 * loudest) {
                double hz = hz(sound, at, window, rate);
                if (hz > 0) {
                    voiced.add(hz);
                }
            }
        }
        return voiced;
    }

    /** 0 when unvoiced. The shortest lag that correlates nearly as well as the best one, against errors by an octave down. */
    private static double hz(float[] sound, int at, int window, int rate) {
        int shortest = (int) (rate / HIGHEST_HZ);
        int longest = (int) (rate / LOWEST_HZ);
        double[] correlation = new double[longest + 1];
        double best = 0;
        for (int lag = shortest - 1; lag <= longest; lag++) {
            double product = 0;
            for (int i = 0; i < window; i++) {
                product += sound[at + i] * sound[at + i + lag];
            }
            correlation[lag] = product / Math.sqrt(energy(sound, at, window) * energy(sound, at + lag, window) + 1e-12);
            best = Math.max(best, correlation[lag]);
        }
        if (best < VOICED) {
            return 0;
        }
        for (int lag = shortest; lag < longest; lag++) {
            double here = correlation[lag];
            if (here > 0.92 * best && here >= correlation[lag - 1] && here >= correlation[lag + 1]) {
                double bend = correlation[lag - 1] - 2 * here + correlation[lag + 1];
                double shift = bend == 0 ? 0 : 0.5 * (correlation[lag - 1] - correlation[lag + 1]) / bend;
                return rate / (lag + shift);
            }
        }
        return 0;
    }

    private static double energy(float[] sound, int at, int window) {
        double sum = 0;
        for (int i = 0; i < window; i++) {
            sum += sound[at + i] * sound[at + i];
        }
        return sum;
    }
}
