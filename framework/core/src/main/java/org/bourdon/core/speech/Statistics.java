package org.bourdon.core.speech;

import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

import org.bourdon.daemon.DaemonStatus.Latency;
import org.bourdon.daemon.DaemonStatus.Requests;
import org.bourdon.speech.Outcome;

/** Figures of the requests since the start, taken from how they ended and from nothing else. */
final class Statistics {

    private static final int LATEST = 1024;

    private final AtomicInteger active = new AtomicInteger();
    private final LongAdder served = new LongAdder();
    private final LongAdder synthesised = new LongAdder();
    private final LongAdder failed = new LongAdder();
    private final LongAdder cancelled = new LongAdder();
    private final LongAdder sentences = new LongAdder();
    private final long[] firstAudioNanos = new long[LATEST];
    private int recorded;
    private volatile long latestNanos = System.nanoTime();

    void begun() {
        latestNanos = System.nanoTime();
        active.incrementAndGet();
    }

    /** A request that had begun was not admitted after all. */
    void refused() {
        active.decrementAndGet();
    }

    int active() {
        return active.get();
    }

    void sentenceBegun() {
        sentences.increment();
    }

    /** For how long no request has been under way. */
    Duration idleFor() {
        return active.get() > 0 ? Duration.ZERO : Duration.ofNanos(System.nanoTime() - latestNanos);
    }

    void ended(Outcome outcome) {
        latestNanos = System.nanoTime();
        active.decrementAndGet();
        switch (outcome) {
            case Outcome.Done done -> {
                served.increment();
                synthesised.add(done.synthesis().isZero() ? 0 : 1);
                record(done.toFirstAudio());
            }
            case Outcome.Failed ignored -> failed.increment();
            case Outcome.Cancelled ignored -> cancelled.increment();
        }
    }

    private synchronized void record(Duration toFirstAudio) {
        firstAudioNanos[recorded++ % LATEST] = toFirstAudio.toNanos();
    }

    Requests requests() {
        return new Requests(active.get(), served.sum(), failed.sum(), cancelled.sum(), sentences.sum());
    }

    /** Requests that were served, and not from what was kept alone. */
    long synthesised() {
        return synthesised.sum();
    }

    /** Over the latest {@value #LATEST} requests that were served. */
    Optional<Latency> toFirstAudio() {
        long[] sorted;
        synchronized (this) {
            sorted = Arrays.copyOf(firstAudioNanos, Math.min(recorded, LATEST));
        }
        if (sorted.length == 0) {
            return Optional.empty();
        }
        Arrays.sort(sorted);
        return Optional.of(new Latency(quantile(sorted, 0.50), quantile(sorted, 0.99)));
    }

    private static Duration quantile(long[] sorted, double part) {
        return Duration.ofNanos(sorted[(int) Math.ceil(part * sorted.length) - 1]);
    }
}
