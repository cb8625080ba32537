package org.bourdon.core.speech;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

import org.bourdon.speech.Outcome;
import org.bourdon.speech.SpeechEvent;

/**
 * What a request has produced and its client has not taken yet. Bounded by its owner, who computes nothing while {@link #hasRoom}
 * says no; exactly one {@link SpeechEvent.Ended} ever goes in, and nothing after it.
 */
final class EventBuffer {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition filled = lock.newCondition();
    private final ArrayDeque<SpeechEvent> events = new ArrayDeque<>();
    private final int capacitySamples;
    private int samples;
    private boolean ended;

    EventBuffer(int capacitySamples) {
        this.capacitySamples = capacitySamples;
    }

    void add(SpeechEvent event) {
        lock.lock();
        try {
            if (!ended) {
                events.add(event);
                samples += event instanceof SpeechEvent.Audio audio ? audio.samples().length : 0;
                // What comes before a sentence's sound says nothing without it, and wakes nobody.
                if (event instanceof SpeechEvent.Audio) {
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

    Optional<SpeechEvent> take(Duration patience) throws InterruptedException {
        lock.lock();
        try {
            long left = patience.toNanos();
            while (events.isEmpty() && left > 0) {
                left = filled.awaitNanos(left);
            }
            SpeechEvent event = events.poll();
            samples -= event instanceof SpeechEvent.Audio audio ? audio.samples().length : 0;
            return Optional.ofNullable(event);
        } finally {
            lock.unlock();
        }
    }
}
