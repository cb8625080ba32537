package org.bourdon.core.speech;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

import org.bourdon.speech.Outcome;
import org.bourdon.speech.SpeechEvent;

/**
 * What a request has produced and its client has not taken yet. Bounded by its owner, who computes nothing while {@link #hasRoom}
 * says no; exactly one {@link SpeechEvent.Ended} ever goes in, and nothing after it.
 * <p>
 * Sound is worth taking at once as long as its listener has little of it. Who has plenty gets it in larger pieces, with fewer
 * awakenings on the way, and in time; but not while the daemon is crowded, since it would all lie here.
 */
final class EventBuffer {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition filled = lock.newCondition();
    private final ArrayDeque<SpeechEvent> events = new ArrayDeque<>();
    /** A listener who has so much to hear can wait for more. */
    private static final long PLENTY_NANOS = Duration.ofSeconds(1).toNanos();

    private final int capacitySamples;
    private final int rateHz;
    private final BooleanSupplier crowded;
    private final Tick tick;
    private int samples;
    private long taken;
    private long firstTakenNanos;
    private boolean nothingFollowsSoon;
    private boolean ended;

    EventBuffer(int capacitySamples, int rateHz, BooleanSupplier crowded, Tick tick) {
        this.tick = tick;
        this.crowded = crowded;
        this.capacitySamples = capacitySamples;
        this.rateHz = rateHz;
    }

    void add(SpeechEvent event) {
        lock.lock();
        try {
            if (!ended) {
                events.add(event);
                samples += event instanceof SpeechEvent.Audio audio ? audio.samples().length : 0;
                nothingFollowsSoon = false;
                if (isWorthTaking()) {
                    filled.signal();
                }
            }
        } finally {
            lock.unlock();
        }
    }

    /**
     * Writes the terminal event; called once.
     *
     * @param dropAudio whether what has not been taken is worth nothing any more
     */
    void end(Outcome outcome, boolean dropAudio) {
        lock.lock();
        try {
            ended = true;
            if (dropAudio) {
                events.clear();
                samples = 0;
            }
            events.add(new SpeechEvent.Ended(outcome));
            filled.signal();
        } finally {
            lock.unlock();
        }
    }

    /** Says that what is here need not wait for more: nothing is under way. */
    void pause() {
        lock.lock();
        try {
            nothingFollowsSoon = true;
            if (isWorthTaking()) {
                filled.signal();
            }
        } finally {
            lock.unlock();
        }
    }

    boolean hasRoom() {
        lock.lock();
        try {
            return samples < capacitySamples;
        } finally {
            lock.unlock();
        }
    }

    boolean isEnded() {
        lock.lock();
        try {
            return ended;
        } finally {
            lock.unlock();
        }
    }

    /** What comes before a sentence's sound says nothing without it. Under the lock. */
    private boolean isWorthTaking() {
        return ended || samples > 0 && (nothingFollowsSoon || samples >= capacitySamples / 2 || plentyNanos() <= 0);
    }

    /** For how long the listener will still have plenty. Under the lock. */
    private long plentyNanos() {
        return taken == 0 || crowded.getAsBoolean() ? 0 : firstTakenNanos + taken * 1_000_000_000L / rateHz - System.nanoTime() - PLENTY_NANOS;
    }

    /** Waits for something worth taking, and gives what there is; nothing if there is nothing after {@code patience}. */
    Optional<SpeechEvent> take(Duration patience) throws InterruptedException {
        lock.lock();
        try {
            long deadline = System.nanoTime() + patience.toNanos();
            for (long left = patience.toNanos(); left > 0 && !isWorthTaking(); left = deadline - System.nanoTime()) {
                long plenty = plentyNanos();
                tick.await(lock, filled, plenty > 0 ? Math.min(plenty, left) : left);
            }
            SpeechEvent event = events.poll();
            if (event instanceof SpeechEvent.Audio audio) {
                firstTakenNanos = taken == 0 ? System.nanoTime() : firstTakenNanos;
                taken += audio.samples().length;
                samples -= audio.samples().length;
            }
            return Optional.ofNullable(event);
        } finally {
            lock.unlock();
        }
    }
}
