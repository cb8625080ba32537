package org.bourdon.encoder.opus;

import java.util.Arrays;

/**
 * Changes the sample rate of a stream by a polyphase Kaiser-windowed sinc. The n-th sample out stands at the same moment as before: there is
 * no delay to account for, only one of {@value #ZERO_CROSSINGS} samples in waiting.
 */
final class Resampler {

    static final int MOST_PHASES = 2_000;

    private static final int ZERO_CROSSINGS = 32;
    private static final double BETA = 10;
    /** Of the lower rate's band, how much passes unchanged; the rest is the filter's slope. */
    private static final double PASS = 0.95;

    private final int phases;
    private final int stride;
    private final float[][] filters;
    private final int reach;
    private float[] input;
    private int held;
    private int phase;
    private int position;
    private long taken;
    private long given;

    Resampler(int fromHz, int toHz) {
        int divisor = divisor(fromHz, toHz);
        phases = toHz / divisor;
        stride = fromHz / divisor;
        double cutoff = PASS * Math.min(1, (double) toHz / fromHz);
        reach = (int) Math.ceil(ZERO_CROSSINGS / cutoff);
        filters = new float[phases][];
        for (int i = 0; i < phases; i++) {
            filters[i] = filter((double) i / phases, cutoff, reach);
        }
        // The first sample out stands on the first sample in, with silence before it.
        held = reach - 1;
        input = new float[held];
    }

    /** By how many filters a change of rate is done. */
    static int phases(int fromHz, int toHz) {
        return toHz / divisor(fromHz, toHz);
    }

    private static int divisor(int a, int b) {
        return b == 0 ? a : divisor(b, a % b);
    }

    /** Weights of the samples from {@code reach - 1} before to {@code reach} after. */
    private static float[] filter(double offset, double cutoff, int reach) {
        double[] weights = new double[2 * reach];
        double sum = 0;
        for (int i = 0; i < weights.length; i++) {
            double distance = i - (reach - 1) - offset;
            double edge = distance / reach;
            double x = Math.PI * cutoff * distance;
            double sinc = Math.abs(x) < 1e-9 ? 1 : Math.sin(x) / x;
            weights[i] = sinc * bessel(BETA * Math.sqrt(Math.max(0, 1 - edge * edge)));
            sum += weights[i];
        }
        float[] filter = new float[weights.length];
        for (int i = 0; i < filter.length; i++) {
            filter[i] = (float) (weights[i] / sum);
        }
        return filter;
    }

    /** The modified Bessel function of order zero. */
    private static double bessel(double x) {
        double sum = 1;
        double term = 1;
        for (int k = 1; term > 1e-12 * sum; k++) {
            term *= x / (2 * k) * (x / (2 * k));
            sum += term;
        }
        return sum;
    }

    float[] resample(float[] samples) {
        taken += samples.length;
        return advance(samples);
    }

    /** What still waits, up to the moment at which the last sample in ends. */
    float[] finish() {
        long all = (taken * phases + stride - 1) / stride;
        float[] rest = advance(new float[reach + 1]);
        given -= rest.length;
        return Arrays.copyOf(rest, (int) (all - given));
    }

    private float[] advance(float[] samples) {
        float[] window = Arrays.copyOf(input, held + samples.length);
        System.arraycopy(samples, 0, window, held, samples.length);
        float[] out = new float[(int) ((long) (samples.length + 1) * phases / stride + 2)];
        int length = 0;
        while (position + 2 * reach <= window.length) {
            float[] filter = filters[phase];
            float sum = 0;
            for (int i = 0; i < filter.length; i++) {
                sum += filter[i] * window[position + i];
            }
            out[length++] = sum;
            phase += stride;
            position += phase / phases;
            phase %= phases;
        }
        int dropped = Math.min(position, window.length);
        input = Arrays.copyOfRange(window, dropped, window.length);
        held = input.length;
        position -= dropped;
        given += length;
        return Arrays.copyOf(out, length);
    }
}
