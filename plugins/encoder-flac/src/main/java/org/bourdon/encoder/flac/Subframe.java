package org.bourdon.encoder.flac;

import java.util.Arrays;
import java.util.Optional;

/** One of the ways to write the samples of a block. */
sealed interface Subframe {

    int DEPTH = 16;
    int HEADER_BITS = 8;

    long bits();

    void write(BitWriter to);

    static Subframe shortest(int[] samples) {
        if (Arrays.stream(samples).allMatch(sample -> sample == samples[0])) {
            return new Constant(samples[0]);
        }
        Subframe best = new Verbatim(samples);
        for (Prediction prediction : Prediction.candidates(samples)) {
            Optional<Predicted> predicted = Predicted.of(prediction, samples);
            if (predicted.isPresent() && predicted.get().bits() < best.bits()) {
                best = predicted.get();
            }
        }
        return best;
    }

    private static void header(BitWriter to, int type) {
        to.put(type << 1, HEADER_BITS);
    }

    /** The same sample all along. */
    record Constant(int sample) implements Subframe {

        @Override
        public long bits() {
            return HEADER_BITS + DEPTH;
        }

        @Override
        public void write(BitWriter to) {
            header(to, 0);
            to.put(sample, DEPTH);
        }
    }

    /** The samples as they are, for noise. */
    record Verbatim(int[] samples) implements Subframe {

        @Override
        public long bits() {
            return HEADER_BITS + (long) DEPTH * samples.length;
        }

        @Override
        public void write(BitWriter to) {
            header(to, 1);
            for (int sample : samples) {
                to.put(sample, DEPTH);
            }
        }
    }

    /** What a prediction misses. */
    record Predicted(Prediction prediction, int[] samples, int[] residual, RiceCode code) implements Subframe {

        static Optional<Predicted> of(Prediction prediction, int[] samples) {
            return prediction.residual(samples)
                    .map(residual -> new Predicted(prediction, samples, residual, RiceCode.best(residual, prediction.order())));
        }

        @Override
        public long bits() {
            return HEADER_BITS + (long) DEPTH * prediction.order() + prediction.sideBits() + code.bits();
        }

        @Override
        public void write(BitWriter to) {
            header(to, prediction.type());
            for (int i = 0; i < prediction.order(); i++) {
                to.put(samples[i], DEPTH);
            }
            prediction.writeSide(to);
            code.write(residual, to);
        }
    }
}
