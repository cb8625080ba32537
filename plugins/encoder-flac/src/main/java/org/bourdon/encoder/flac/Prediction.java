package org.bourdon.encoder.flac;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How a sample is guessed from those before it. */
sealed interface Prediction {

    int MOST_FIXED = 4;
    /** Residuals beyond these do not pay, and would not be readable everywhere. */
    int FARTHEST_RESIDUAL = 1 << 24;

    int order();

    /** What the subframe's header says. */
    int type();

    /** The weight of the sample that stands {@code back} before, from 1 to the order, times 2 to the {@link #shift}. */
    int weight(int back);

    int shift();

    /** The bits that describe it, beyond the type. */
    int sideBits();

    void writeSide(BitWriter to);

    /** From the order-th sample on; empty when some are out of range. */
    default Optional<int[]> residual(int[] samples) {
        int order = order();
        int[] weights = new int[order];
        for (int i = 0; i < order; i++) {
            weights[i] = weight(i + 1);
        }
        int shift = shift();
        int[] residual = new int[samples.length - order];
        for (int i = 0; i < residual.length; i++) {
            long sum = 0;
            for (int k = 0; k < order; k++) {
                sum += (long) weights[k] * samples[i + order - 1 - k];
            }
            long missed = samples[i + order] - (sum >> shift);
            if (Math.abs(missed) >= FARTHEST_RESIDUAL) {
                return Optional.empty();
            }
            residual[i] = (int) missed;
        }
        return Optional.of(residual);
    }

    /** Those worth trying for a block. */
    static List<Prediction> candidates(int[] samples) {
        List<Prediction> candidates = new ArrayList<>();
        for (int order = 0; order <= Math.min(MOST_FIXED, samples.length - 1); order++) {
            candidates.add(new Fixed(order));
        }
        candidates.addAll(LinearPrediction.candidates(samples));
        return candidates;
    }

    /** The polynomial through the samples before. */
    record Fixed(int order) implements Prediction {

        private static final int[][] WEIGHTS = {{}, {1}, {2, -1}, {3, -3, 1}, {4, -6, 4, -1}};

        @Override
        public int type() {
            return 0b001000 | order;
        }

        @Override
        public int weight(int back) {
            return WEIGHTS[order][back - 1];
        }

        @Override
        public int shift() {
            return 0;
        }

        @Override
        public int sideBits() {
            return 0;
        }

        @Override
        public void writeSide(BitWriter to) {
            // The type says it all.
        }
    }

    /** Weights made for this block. */
    record Linear(int[] weights, int precision, int shift) implements Prediction {

        @Override
        public int order() {
            return weights.length;
        }

        @Override
        public int type() {
            return 0b100000 | weights.length - 1;
        }

        @Override
        public int weight(int back) {
            return weights[back - 1];
        }

        @Override
        public int sideBits() {
            return 4 + 5 + precision * weights.length;
        }

        @Override
        public void writeSide(BitWriter to) {
            to.put(precision - 1, 4);
            to.put(shift, 5);
            for (int weight : weights) {
                to.put(weight, precision);
            }
        }
    }
}
