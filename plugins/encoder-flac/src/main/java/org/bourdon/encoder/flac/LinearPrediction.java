package org.bourdon.encoder.flac;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Finds the weights with which a block is predicted best: windowed autocorrelation, then Levinson and Durbin. */
final class LinearPrediction {

    private static final int MOST_ORDER = 12;
    private static final int ORDERS_TRIED = 2;
    private static final int MOST_SHIFT = 15;
    /** Of the block, how much at either end is faded. */
    private static final double TAPER = 0.25;

    private LinearPrediction() {
    }

    static List<Prediction> candidates(int[] samples) {
        int most = Math.min(MOST_ORDER, samples.length / 4);
        if (most == 0) {
            return List.of();
        }
        double[][] weights = new double[most][];
        double[] errors = levinsonDurbin(autocorrelation(samples, most), weights);
        int precision = precision(samples.length);
        List<Prediction> candidates = new ArrayList<>();
        boolean[] tried = new boolean[most];
        for (int i = 0; i < Math.min(ORDERS_TRIED, most); i++) {
            int best = -1;
            for (int order = 1; order <= most; order++) {
                if (!tried[order - 1] && weights[order - 1] != null
                        && (best < 0 || bits(errors, order, samples.length, precision) < bits(errors, best, samples.length, precision))) {
                    best = order;
                }
            }
            if (best > 0) {
                tried[best - 1] = true;
                quantised(weights[best - 1], precision).ifPresent(candidates::add);
            }
        }
        return candidates;
    }

    private static double bits(double[] errors, int order, int length, int precision) {
        double deviation = Math.max(errors[order - 1] / length, 1e-9);
        return (length - order) * Math.max(0, 0.5 * Math.log(deviation * 0.5) / Math.log(2)) + order * (precision + Subframe.DEPTH);
    }

    private static double[] autocorrelation(int[] samples, int most) {
        double[] faded = new double[samples.length];
        double taper = Math.max(1, TAPER * samples.length);
        for (int i = 0; i < samples.length; i++) {
            double edge = Math.min(i + 0.5, samples.length - i - 0.5);
            faded[i] = samples[i] * (edge < taper ? 0.5 - 0.5 * Math.cos(Math.PI * edge / taper) : 1);
        }
        double[] correlation = new double[most + 1];
        for (int lag = 0; lag <= most; lag++) {
            double sum = 0;
            for (int i = lag; i < faded.length; i++) {
                sum += faded[i] * faded[i - lag];
            }
            correlation[lag] = sum;
        }
        return correlation;
    }

    /** Fills {@code weights} by order, and returns what is left of the energy with each; orders that would be unstable stay without weights. */
    private static double[] levinsonDurbin(double[] correlation, double[][] weights) {
        double[] errors = new double[weights.length];
        double[] current = new double[weights.length];
        double error = correlation[0];
        for (int i = 0; i < weights.length && error > 0; i++) {
            double reflection = correlation[i + 1];
            for (int k = 0; k < i; k++) {
                reflection -= current[k] * correlation[i - k];
            }
            reflection /= error;
            double[] next = current.clone();
            next[i] = reflection;
            for (int k = 0; k < i; k++) {
                next[k] = current[k] - reflection * current[i - 1 - k];
            }
            error *= 1 - reflection * reflection;
            current = next;
            errors[i] = error;
            weights[i] = Arrays.copyOf(next, i + 1);
        }
        return errors;
    }

    /** Bits of a weight: the shorter the block, the less its weights may cost. */
    private static int precision(int length) {
        int precision = 7;
        for (int size = 192; size < length && precision < 13; size *= 2) {
            precision++;
        }
        return precision;
    }

    private static Optional<Prediction> quantised(double[] weights, int precision) {
        double largest = 0;
        for (double weight : weights) {
            largest = Math.max(largest, Math.abs(weight));
        }
        int most = (1 << precision - 1) - 1;
        int shift = MOST_SHIFT;
        while (shift >= 0 && Math.rint(largest * (1 << shift)) > most) {
            shift--;
        }
        if (largest == 0 || shift < 0) {
            return Optional.empty();
        }
        int[] rounded = new int[weights.length];
        double carried = 0;
        for (int i = 0; i < weights.length; i++) {
            carried += weights[i] * (1 << shift);
            rounded[i] = (int) Math.clamp(Math.rint(carried), -most - 1, most);
            carried -= rounded[i];
        }
        return Optional.of(new Prediction.Linear(rounded, precision, shift));
    }
}
