package org.bourdon.core.speech;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
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

    /** So that a client who takes nothing has little in the hands of who serves it. */
    private static final int PIECES_A_SECOND = 2;
    /** All buffers together lie in one small heap. */
    private static final int CROWDED_SHARE = 4;
    /** A listener who has so much to hear can wait for more. */
    private static final long PLENTY_NANOS = Duration.ofSeconds(1).toNanos();

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition filled = lock.newCondition();
    private final ArrayDeque<SpeechEvent> events = new ArrayDeque<>();

    private final int capacitySamples;
    private final int rateHz;
    private final BooleanSupplier crowded;
    private final Tick tick;
    private final SoundHeld.Account account;
    private int samples;
    /** Of what was taken last, which is on its way until more is asked for. */
    private int inHand;
    private long taken;
    private long firstTakenNanos;
    private boolean nothingFollowsSoon;
    private boolean ended;

    EventBuffer(int capacitySamples, int rateHz, BooleanSupplier crowded, Tick tick, SoundHeld.Account account) {
        this.account = account;
        this.tick = tick;
        this.crowded = crowded;
        this.capacitySamples = capacitySamples;
        this.rateHz = rateHz;
    }

    void add(SpeechEvent event) {
        lock.lock();
        try {
            if (!ended) {
                if (event instanceof SpeechEvent.Audio audio) {
                    add(audio.samples());
                } else {
                    events.add(event);
                }
                nothingFollowsSoon = false;
                if (isWorthTaking()) {
                    filled.signal();
                }
            }
        } finally {
            lock.unlock();
        }
    }

    private void add(float[] sound) {
        int piece = rateHz / PIECES_A_SECOND;
        for (int from = 0; from < sound.length; from += piece) {
            int to = Math.min(sound.length, from + piece);
            events.add(new SpeechEvent.Audio(to - from == sound.length ? sound : Arrays.copyOfRange(sound, from, to)));
        }
        samples += sound.length;
        account.add(sound.length);
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
                clear();
            }
            events.add(new SpeechEvent.Ended(outcome));
            filled.signal();
        } finally {
            lock.unlock();
        }
    }

    /** After the end: nobody comes for the rest. */
    void forget() {
        lock.lock();
        try {
            clear();
            account.free(inHand);
            inHand = 0;
            account.close();
        } finally {
            lock.unlock();
        }
    }

    /** After the end, if it has not been taken: gives another one out, and none of the sound. */
    void endInstead(Outcome outcome) {
        lock.lock();
        try {
            if (!events.isEmpty()) {
                clear();
                events.clear();
                events.add(new SpeechEvent.Ended(outcome));
                filled.signal();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Leaves nothing but the end; under the lock. */
    private void clear() {
        events.removeIf(event -> !(event instanceof SpeechEvent.Ended));
        account.free(samples);
        samples = 0;
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
            return samples < (crowded.getAsBoolean() ? capacitySamples / CROWDED_SHARE : capacitySamples);
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

    /**
     * Waits for something worth taking, and gives what there is; nothing if there is nothing after {@code patience}. What
     * was given before is taken to have reached the client.
     */
    Optional<SpeechEvent> take(Duration patience) throws InterruptedException {
        lock.lock();
        try {
            account.free(inHand);
            inHand = 0;
            account.taken();
            long deadline = System.nanoTime() + patience.toNanos();
            for (long left = patience.toNanos(); left > 0 && !isWorthTaking(); left = deadline - System.nanoTime()) {
                long plenty = plentyNanos();
                tick.await(lock, filled, plenty > 0 ? Math.min(plenty, left) : left);
            }
            SpeechEvent event = events.poll();
            if (event instanceof SpeechEvent.Audio audio) {
                firstTakenNanos = taken == 0 ? System.nanoTime() : firstTakenNanos;
                inHand = audio.samples().length;
                taken += inHand;
                samples -= inHand;
                account.taken();
            } else if (event instanceof SpeechEvent.Ended) {
                account.close();
            }
            return Optional.ofNullable(event);
        } finally {
            lock.unlock();
        }
    }
}
