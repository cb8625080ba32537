package org.bourdon.itest.fuzz;

import java.io.IOException;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** What comes back on one connection, read by a thread of its own and waited for by another. */
final class Replies {

    /** No answer to anything that is sent here may be longer: the longest id, and a little. */
    static final int LONGEST = 1 << 19;

    private static final long PATIENCE_SECONDS = 60;

    /** Reads to the connection's end. */
    interface Reading {
        void from(Replies replies) throws IOException;
    }

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition news = lock.newCondition();
    private final Set<String> seen = new HashSet<>();
    private Optional<Throwable> failure = Optional.empty();
    private boolean over;

    void read(Reading reading) {
        try {
            reading.from(this);
        } catch (java.nio.channels.ClosedChannelException | java.net.SocketException e) {
            // We closed it, or the other side did without a word.
        } catch (IOException | RuntimeException | AssertionError e) {
            change(() -> failure = Optional.of(e));
        } finally {
            change(() -> over = true);
        }
    }

    void seen(String what) {
        change(() -> seen.add(what));
    }

    void bounded(int length) {
        if (length > LONGEST) {
            throw new AssertionError("an answer of more than " + LONGEST + " bytes");
        }
    }

    private void change(Runnable change) {
        lock.lock();
        try {
            change.run();
            news.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** @throws AssertionError when it has not come in time, or the connection ended before */
    void await(String what) throws InterruptedException {
        if (!awaitOrEnd(what)) {
            check();
            throw new AssertionError("the connection ended before " + what);
        }
    }

    /** @return whether it came, rather than the end */
    boolean awaitOrEnd(String what) throws InterruptedException {
        lock.lock();
        try {
            long left = TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
            while (!seen.contains(what) && !over) {
                if (left <= 0) {
                    throw new AssertionError("neither " + what + " nor the end came within " + PATIENCE_SECONDS + " s");
                }
                left = news.awaitNanos(left);
            }
            return seen.remove(what);
        } finally {
            lock.unlock();
        }
    }

    void awaitEnd() throws InterruptedException {
        while (awaitOrEnd("the end")) {
            // Only the end ends it.
        }
    }

    /** @throws AssertionError when something came that may not come */
    void check() {
        lock.lock();
        try {
            failure.ifPresent(why -> {
                throw new AssertionError("an answer that cannot be: " + why, why);
            });
        } finally {
            lock.unlock();
        }
    }
}
