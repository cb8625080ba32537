package org.bourdon.core.speech;

import java.util.Optional;

/**
 * Where the time of a request goes. One thread at a time writes, the reader's up to the first sentence and then that of the present step;
 * any may read. A client that sends its text bit by bit is not waited for on this watch: it starts when the first sentence is whole.
 */
final class Stopwatch {

    /**
     * How long the first sound took, in nanoseconds, and what of that went where; the parts make up the whole.
     *
     * @param text      from the arrival of the first sentence to its phonemes
     * @param queue     waiting for a lane
     * @param inference in steps, the opening of a voice that was not open included
     */
    record FirstSound(long whole, long text, long queue, long inference) {
    }

    private volatile long textNanos = System.nanoTime();
    private volatile long readNanos;
    private volatile boolean isRead;
    private volatile long inferenceNanos;
    private volatile long computedSamples;
    private volatile Optional<FirstSound> firstSound = Optional.empty();

    /** The text of a sentence was whole at {@code nanos}; only the first one counts. */
    void textIsThere(long nanos) {
        if (!isRead) {
            textNanos = nanos;
        }
    }

    /** A sentence has its phonemes. */
    void sentenceIsRead() {
        if (!isRead) {
            readNanos = System.nanoTime();
            isRead = true;
        }
    }

    /** A step of an engine has ended. */
    void step(long startNanos, long endNanos, int samples) {
        long spent = inferenceNanos + endNanos - startNanos;
        inferenceNanos = spent;
        computedSamples += samples;
        if (samples > 0) {
            sounds(endNanos);
        }
    }

    /** There is sound, wherever it comes from; only the first time counts. */
    void sounds(long nanos) {
        if (firstSound.isEmpty()) {
            long whole = nanos - textNanos;
            long text = readNanos - textNanos;
            firstSound = Optional.of(new FirstSound(whole, text, whole - text - inferenceNanos, inferenceNanos));
        }
    }

    Optional<FirstSound> firstSound() {
        return firstSound;
    }

    /** Time in steps, whose sound is {@link #computedSamples}. */
    long inferenceNanos() {
        return inferenceNanos;
    }

    long computedSamples() {
        return computedSamples;
    }
}
