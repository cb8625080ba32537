package org.bourdon.thread;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Runs each task at once on a thread of its own: for a few, a platform thread that is kept for the next one, which the kernel wakes in a
 * quarter of the time that a virtual thread takes when all caches are cold from inference; beyond those, a virtual thread, which costs next to
 * nothing. The order and the end of tasks are their own affair.
 */
public final class WarmThreads implements Executor, AutoCloseable {

    private static final Duration KEPT = Duration.ofSeconds(10);

    private final ThreadPoolExecutor threads;

    /**
     * @param name of every thread
     * @param most platform threads at a time, each of about 60 kB; 1 to 64
     */
    public WarmThreads(String name, int most) {
        threads = new ThreadPoolExecutor(0, most, KEPT.toMillis(), TimeUnit.MILLISECONDS, new SynchronousQueue<>(),
                Thread.ofPlatform().name(name).daemon().factory(), (task, _) -> Thread.ofVirtual().name(name).start(task));
    }

    /** Never refuses and never waits; after {@link #close} on a virtual thread. */
    @Override
    public void execute(Runnable task) {
        threads.execute(task);
    }

    /** Lets the platform threads go that have nothing to do, and the others when they end. Interrupts nothing. */
    @Override
    public void close() {
        threads.shutdown();
    }
}
