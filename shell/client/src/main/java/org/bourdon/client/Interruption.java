package org.bourdon.client;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Ctrl-C, TERM and HUP: runs what has to be undone, latest first, and lets waits end early. */
public final class Interruption {

    private final CountDownLatch happened = new CountDownLatch(1);
    private final Deque<Runnable> undoings = new ArrayDeque<>();
    private volatile boolean watching;
    private boolean over;

    /** Undoes things when the process is told to end. */
    void watchSignals() {
        watching = true;
        Runtime.getRuntime().addShutdownHook(new Thread(this::interrupt, "interruption"));
    }

    /** From now on a child decides what signals mean, and when it is time to end. */
    void leaveTo(Process child) {
        if (watching) {
            ChildSignals.leaveTo(child);
        }
    }

    /** Remembers what to undo; it must come to an end by itself, quickly, whatever the main thread is doing. */
    public synchronized void undo(Runnable undoing) {
        undoings.push(undoing);
    }

    /** From now on there is nothing to undo. */
    synchronized void over() {
        over = true;
    }

    public void interrupt() {
        Deque<Runnable> open;
        synchronized (this) {
            if (over) {
                return;
            }
            over = true;
            open = new ArrayDeque<>(undoings);
            happened.countDown();
        }
        open.forEach(Runnable::run);
    }

    public boolean hasHappened() {
        return happened.getCount() == 0;
    }

    /** Waits between two looks at a fact that nobody announces. */
    public void pause(Duration duration) throws ClientException {
        boolean interrupted;
        try {
            interrupted = happened.await(duration.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            interrupted = true;
        }
        if (interrupted) {
            throw new ClientException(ExitCode.INTERRUPTED, "interrupted");
        }
    }
}
