package org.bourdon.engine.worker;

import java.time.Duration;

/** How long to wait before the next start, so that what always crashes does not keep the machine busy. */
final class Backoff {

    /** So many starts in a row may fail before anybody has to wait. */
    private static final int FREE = 2;
    private static final Duration FIRST = Duration.ofMillis(250);
    private static final Duration LONGEST = Duration.ofSeconds(30);

    private int failures;
    private long notBeforeNanos = System.nanoTime();

    /** @param after a process that had been of use, which ends any row of failures before it */
    void failed(boolean after) {
        failures = after ? 1 : failures + 1;
        int waits = failures - FREE;
        Duration wait = waits <= 0 ? Duration.ZERO : FIRST.multipliedBy(1L << Math.min(waits - 1, 20));
        notBeforeNanos = System.nanoTime() + (wait.compareTo(LONGEST) > 0 ? LONGEST : wait).toNanos();
    }

    int failures() {
        return failures;
    }

    /** Whether a process may be started without anybody having asked for it. */
    boolean ahead() {
        return failures <= FREE;
    }

    /** Zero when it may be started now. */
    Duration left() {
        return Duration.ofNanos(Math.max(0, notBeforeNanos - System.nanoTime()));
    }
}
