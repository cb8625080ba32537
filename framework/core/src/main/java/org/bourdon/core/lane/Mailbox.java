package org.bourdon.core.lane;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

import org.bourdon.core.voice.VoiceVersion;

/**
 * The one door of a lane: a bounded queue in order of urgency, beside a pile that all lanes of a group take from.
 * <p>
 * A sleeping thread takes 50 to 150 µs to wake. One that is told that a letter is about to come wakes meanwhile, and looks out for it for
 * a moment.
 */
final class Mailbox {

    /** What became of a task that was put in. */
    enum Answer { TAKEN, FULL, CLOSED }

    /** A sentence is read in a third of a millisecond; whoever comes later wakes the lane. */
    private static final Duration LOOK_OUT = Duration.ofMillis(1);

    private final Pile pile;
    private final ReentrantLock lock;
    private final Condition filled;
    private final PriorityQueue<Letter> letters = new PriorityQueue<>();
    private final int capacity;
    private final Predicate<VoiceVersion> voices;
    private volatile int size;
    private volatile boolean closed;
    /** Has been called to look here. */
    private volatile boolean awake = true;
    private boolean expecting;

    /** @param voices of which sentences the lane takes from the pile at this moment; looks at published state only */
    Mailbox(int capacity, Pile pile, Predicate<VoiceVersion> voices) {
        this.capacity = capacity;
        this.pile = pile;
        this.voices = voices;
        this.lock = pile.lock;
        this.filled = lock.newCondition();
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
            letters.add(pile.letter(task));
            size = letters.size();
            wake();
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
            Optional<LaneTask> task = next();
            pile.wakeForRest();
            while (task.isEmpty() && !closed && left > 0) {
                pile.nothingToDo(this);
                awake = false;
                try {
                    left = filled.awaitNanos(left);
                    lookOut();
                } finally {
                    pile.atWork(this);
                }
                task = next();
            }
            return task;
        } finally {
            lock.unlock();
        }
    }

    /** Waits awake for what is expected; under the lock, but for the wait. */
    private void lookOut() {
        if (!expecting) {
            return;
        }
        lock.unlock();
        try {
            long end = System.nanoTime() + LOOK_OUT.toNanos();
            while (!awake && !closed && System.nanoTime() - end < 0) {
                Thread.onSpinWait();
            }
        } finally {
            lock.lock();
            expecting = false;
        }
    }

    private Optional<LaneTask> next() {
        if (closed) {
            return Optional.empty();
        }
        Optional<Letter> own = Optional.ofNullable(letters.peek());
        Optional<Letter> common = pile.first(voices).filter(letter -> own.isEmpty() || letter.compareTo(own.get()) < 0);
        Optional<Letter> most = common.or(() -> own);
        if (most.isPresent() && own.isPresent() && most.get().urgency().isPatient(System.nanoTime())) {
            return Optional.of(takeOut(begunFirst()));
        }
        if (common.isPresent()) {
            pile.remove(common.get());
            return common.map(Letter::task);
        }
        return own.map(this::takeOut);
    }

    private Letter begunFirst() {
        return letters.stream().min(Comparator.comparing(Letter::urgency, (a, b) -> Long.signum(a.begunNanos() - b.begunNanos()))).orElseThrow();
    }

    private LaneTask takeOut(Letter letter) {
        letters.remove(letter);
        size = letters.size();
        return letter.task();
    }

    boolean takes(VoiceVersion voice) {
        return !closed && voices.test(voice);
    }

    /** Under the lock. Whoever is awake is not idle any more, so that the next letter wakes another. */
    void wake() {
        pile.atWork(this);
        awake = true;
        expecting = false;
        filled.signal();
    }

    /** Under the lock. */
    void expect() {
        expecting = true;
        filled.signal();
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

    /** Closes if the lane waits here for work, and nothing lies here; {@code unused} is asked when that is so. */
    boolean closeIfIdle(BooleanSupplier unused) {
        lock.lock();
        try {
            boolean closing = !closed && letters.isEmpty() && pile.isIdle(this) && unused.getAsBoolean();
            if (closing) {
                closed = true;
                filled.signalAll();
            }
            return closing;
        } finally {
            lock.unlock();
        }
    }

    boolean isClosed() {
        return closed;
    }

    int size() {
        return size;
    }
}
