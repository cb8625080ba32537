package org.bourdon.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

import org.bourdon.itest.Daemon;

/** Looks at a daemon's resident memory while it works; knows nothing but on Linux. */
final class ResidentWatch implements AutoCloseable {

    private static final Duration EVERY = Duration.ofMillis(100);

    private final Daemon daemon;
    private final Thread watcher;
    private volatile boolean closed;
    private volatile long worst;

    private ResidentWatch(Daemon daemon) {
        this.daemon = daemon;
        this.watcher = Thread.ofPlatform().daemon().name("resident-watch").unstarted(this::watch);
    }

    static ResidentWatch of(Daemon daemon) {
        ResidentWatch watch = new ResidentWatch(daemon);
        watch.watcher.start();
        return watch;
    }

    /** In bytes. */
    double now() throws IOException {
        return Files.exists(Path.of("/proc/self/statm")) ? daemon.residentBytes() : Double.NaN;
    }

    /** The most so far, in bytes. */
    double worst() {
        return worst == 0 ? Double.NaN : worst;
    }

    private void watch() {
        try {
            while (!closed) {
                worst = Math.max(worst, (long) now());
                LockSupport.parkNanos(EVERY.toNanos());
            }
        } catch (IOException e) {
            System.err.println("resident memory cannot be read any more: " + e);
        }
    }

    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(watcher);
    }
}
