package org.bourdon.core.speech;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

import org.bourdon.core.cache.Part;

/**
 * Sentences on their way from the reader to the lanes: a few ahead of the sound, and just one until something sounds, so that what
 * follows is read while there is something to hear and not beside the run that somebody waits for.
 */
final class SentencesAhead {

    private static final int MOST = 2;
    private static final Duration WAKE = Duration.ofMinutes(1);

    private final Tick tick;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition wanted = lock.newCondition();
    private final Condition sounds = lock.newCondition();
    private final ArrayDeque<Part> sentences = new ArrayDeque<>(MOST);
    private boolean complete;
    private boolean sounding;
    private boolean over;

    SentencesAhead(Tick tick) {
        this.tick = tick;
    }

    /** Takes one more; waits while enough of them lie here. After {@link #end} it is dropped. */
    void add(Part sentence) throws InterruptedException {
        lock.lock();
        try {
            while (sentences.size() >= MOST && !over) {
                tick.await(lock, wanted, WAKE.toNanos());
            }
            if (!over) {
                sentences.add(sentence);
            }
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits until there is something to hear.
     *
     * @return whether more are wanted
     */
    boolean awaitSound() throws InterruptedException {
        lock.lock();
        try {
            while (!sounding && !over) {
                tick.await(lock, sounds, WAKE.toNanos());
            }
            return !over;
        } finally {
            lock.unlock();
        }
    }

    /** No sentence follows. */
    void complete() {
        lock.lock();
        try {
            complete = true;
        } finally {
            lock.unlock();
        }
    }

    /** There is something to hear. */
    void soundsByNow() {
        lock.lock();
        try {
            if (!sounding) {
                sounding = true;
                sounds.signal();
            }
        } finally {
            lock.unlock();
        }
    }

    Optional<Part> poll() {
        lock.lock();
        try {
            Part next = sentences.poll();
            wanted.signal();
            return Optional.ofNullable(next);
        } finally {
            lock.unlock();
        }
    }

    boolean isEmpty() {
        lock.lock();
        try {
            return sentences.isEmpty();
        } finally {
            lock.unlock();
        }
    }

    /** Whether there is none and will be none. */
    boolean areSpent() {
        lock.lock();
        try {
            return complete && sentences.isEmpty();
        } finally {
            lock.unlock();
        }
    }

    /** Nobody wants any of them. */
    void end() {
        lock.lock();
        try {
            over = true;
            sentences.clear();
            wanted.signalAll();
            sounds.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
