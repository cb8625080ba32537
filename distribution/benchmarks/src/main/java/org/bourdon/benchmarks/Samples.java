package org.bourdon.benchmarks;

import java.util.Arrays;

/** Measurements of one thing, in milliseconds or any other unit. */
final class Samples {

    private double[] values = new double[64];
    private int count;

    synchronized void add(double value) {
        if (count == values.length) {
            values = Arrays.copyOf(values, 2 * count);
        }
        values[count++] = value;
    }

    double p50() {
        return percentile(50);
    }

    double p95() {
        return percentile(95);
    }

    double most() {
        return percentile(100);
    }

    private synchronized double percentile(int percent) {
        if (count == 0) {
            return Double.NaN;
        }
        double[] sorted = Arrays.copyOf(values, count);
        Arrays.sort(sorted);
        return sorted[(int) Math.ceil(percent / 100.0 * count) - 1];
    }
}
