package org.bourdon.core.speech;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Ends waits whose time is over, all of them by one thread that looks twenty times a second while there are any. A timed wait of a virtual
 * thread sets a timer, which wakes another thread to set it and once more to take it back: hundreds of times a second beside busy lanes, and
 * on every request's way.
 */
final class Tick implements AutoCloseable {

    private static final Duration GRAIN = Duration.ofMillis(50);
    /** Goes on for so long without anybody who waits, so that it need not be woken for each. */
    private static final Duration LINGER = Duration.ofSeconds(5);

    /** Equal to itself only. */
    private static final class Wait {

        private final ReentrantLock lock;
        private final Condition condition;
        private final long untilNanos;

        Wait(ReentrantLock lock, Condition condition, long untilNanos) {
            this.lock = lock;
            this.condition = condition;
            this.untilNanos = untilNanos;
        }

        void endIfOver(long nowNanos) {
            if (nowNanos - untilNanos >= 0) {
                lock.lock();
                try {
                    condition.signalAll();
                } finally {
                    lock.unlock();
                }
            }
        }
    }

    private final Set<Wait> waits = ConcurrentHashMap.newKeySet();
    private final long lingerNanos;
    private final Thread thread;
    private volatile boolean asleep;
    private volatile boolean closed;

    Tick() {
        this(LINGER);
    }

    Tick(Duration linger) {
        lingerNanos = linger.toNanos();
        thread = Thread.ofPlatform().name("tick").daemon().start(this::run);
    }

    /**
     * Waits for a signal, at most for the time given and a grain more. Short times are kept to exactly.
     *
     * @param lock held by the caller, and only for moments by anybody
     */
    void await(ReentrantLock lock, Condition condition, long nanos) throws InterruptedException {
        if (closed || nanos <= GRAIN.toNanos()) {
            condition.awaitNanos(nanos);
            return;
        }
        Wait wait = new Wait(lock, condition, System.nanoTime() + nanos);
        waits.add(wait);
        if (asleep) {
            LockSupport.unpark(thread);
        }
        try {
            condition.await();
        } finally {
            waits.remove(wait);
        }
    }

    private void run() {
        long usedNanos = System.nanoTime();
        while (!closed) {
            long now = System.nanoTime();
            waits.forEach(wait -> wait.endIfOver(now));
            usedNanos = waits.isEmpty() ? usedNanos : now;
            if (now - usedNanos < lingerNanos) {
                LockSupport.parkNanos(GRAIN.toNanos());
                continue;
            }
            asleep = true;
            if (waits.isEmpty() && !closed) {
                LockSupport.park();
            }
            asleep = false;
            usedNanos = System.nanoTime();
        }
    }

    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(thread);
    }
}
