package org.bourdon.core.lane;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** The one door of a lane: a bounded queue in order of urgency. */
final class Mailbox {

    private record Letter(Urgency urgency, long number, LaneTask task) implements Comparable<Letter> {

        @Override
        public int compareTo(Letter other) {
            int order = urgency.compareTo(other.urgency);
            return order != 0 ? order : Long.compare(number, other.number);
        }
    }

    /** What became of a task that was put in. */
    enum Answer { TAKEN, FULL, CLOSED }

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition filled = lock.newCondition();
    private final PriorityQueue<Letter> letters = new PriorityQueue<>();
    private final int capacity;
    private long numbers;
    private volatile int size;
    private boolean closed;

    Mailbox(int capacity) {
        this.capacity = capacity;
    }

    Answer put(LaneTask task) {
        lock.lock();
        try {
            if (closed) {
                return Answer.CLOSED;
            }
            if (letters.size() >= capacity) {
                return Answer.FULL;
            }
            letters.add(new Letter(task.urgency(), numbers++, task));
            size = letters.size();
            filled.signal();
            return Answer.TAKEN;
        } finally {
            lock.unlock();
        }
    }

    /** Waits for the most urgent task; empty after {@code patience} without one, and at once when closed. */
    Optional<LaneTask> take(Duration patience) throws InterruptedException {
        lock.lock();
        try {
            long left = patience.toNanos();
            while (letters.isEmpty() && !closed && left > 0) {
                left = filled.awaitNanos(left);
            }
            Letter letter = letters.poll();
            size = letters.size();
            return Optional.ofNullable(letter).map(Letter::task);
        } finally {
            lock.unlock();
        }
    }

    /** Takes nothing more in; answers with what still lay there. */
    List<LaneTask> close() {
        lock.lock();
        try {
            closed = true;
            List<LaneTask> left = new ArrayList<>();
            letters.forEach(letter -> left.add(letter.task()));
            letters.clear();
            size = 0;
            filled.signalAll();
            return left;
        } finally {
            lock.unlock();
        }
    }

    boolean isClosed() {
        lock.lock();
        try {
            return closed;
        } finally {
            lock.unlock();
        }
    }

    int size() {
        return size;
    }
}
