package org.bourdon.client.stress;

import java.util.Optional;

/** Times in classes of 1 % width, so that a soak of any length costs the same memory. */
final class StressLatencies {

    /** Milliseconds; right to within 1 %, the longest exactly. */
    record Quantiles(double p50, double p95, double p99, double max) {
    }

    private static final double SHORTEST_MS = 0.01;
    private static final double STEP = Math.log(1.01);
    /** Reaches beyond an hour. */
    private static final int CLASSES = 2_000;

    private final long[] counts = new long[CLASSES];
    private long count;
    private double max;

    void add(double millis) {
        int index = (int) (Math.log(Math.max(millis, SHORTEST_MS) / SHORTEST_MS) / STEP);
        counts[Math.min(index, CLASSES - 1)]++;
        count++;
        max = Math.max(max, millis);
    }

    /** Empty when nothing was measured. */
    Optional<Quantiles> quantiles() {
        return count == 0 ? Optional.empty() : Optional.of(new Quantiles(quantile(0.50), quantile(0.95), quantile(0.99), max));
    }

    private double quantile(double share) {
        long rank = (long) Math.ceil(share * count);
        int index = 0;
        for (long seen = counts[0]; seen < rank; seen += counts[index]) {
            index++;
        }
        return Math.min(max, SHORTEST_MS * Math.exp((index + 0.5) * STEP));
    }
}
