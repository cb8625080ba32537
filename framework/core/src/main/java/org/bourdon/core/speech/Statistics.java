package org.bourdon.core.speech;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

import org.bourdon.daemon.DaemonStatus.Latency;
import org.bourdon.daemon.DaemonStatus.Requests;
import org.bourdon.error.ErrorCode;
import org.bourdon.metric.MetricFamily;
import org.bourdon.metric.PerLabel;
import org.bourdon.speech.CancelReason;
import org.bourdon.speech.Outcome;

/** Figures of the requests since the start, taken from how they ended and from nothing else. */
final class Statistics {

    private static final int LATEST = 1024;
    private static final int MOST_VOICES = 64;

    private final AtomicInteger active = new AtomicInteger();
    private final LongAdder served = new LongAdder();
    private final LongAdder synthesised = new LongAdder();
    private final LongAdder failed = new LongAdder();
    private final LongAdder cancelled = new LongAdder();
    private final LongAdder sentences = new LongAdder();
    private final PerLabel<VoiceFigures> voices = new PerLabel<>(MOST_VOICES, VoiceFigures::new);
    private final Reasons<ErrorCode> failures = new Reasons<>(ErrorCode.class);
    private final Reasons<CancelReason> cancellations = new Reasons<>(CancelReason.class);
    private final Reasons<ErrorCode> turnedAway = new Reasons<>(ErrorCode.class);
    private final Reasons<ErrorCode> sessionsTurnedAway = new Reasons<>(ErrorCode.class);
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

    /** A request was answered with an error before it was under way. */
    void turnedAway(ErrorCode why) {
        turnedAway.count(why);
    }

    void sessionTurnedAway(ErrorCode why) {
        sessionsTurnedAway.count(why);
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

    void ended(Outcome outcome, String voice, int sampleRateHz, Stopwatch time) {
        latestNanos = System.nanoTime();
        active.decrementAndGet();
        VoiceFigures figures = voices.at(voice);
        figures.record(time, sampleRateHz);
        switch (outcome) {
            case Outcome.Done done -> {
                served.increment();
                figures.done().increment();
                synthesised.add(done.synthesis().isZero() ? 0 : 1);
                record(done.toFirstAudio());
            }
            case Outcome.Failed why -> {
                failed.increment();
                figures.failed().increment();
                failures.count(why.code());
            }
            case Outcome.Cancelled why -> {
                cancelled.increment();
                figures.cancelled().increment();
                cancellations.count(why.reason());
            }
        }
    }

    private synchronized void record(Duration toFirstAudio) {
        firstAudioNanos[recorded++ % LATEST] = toFirstAudio.toNanos();
    }

    Requests requests() {
        return new Requests(active.get(), served.sum(), failed.sum(), cancelled.sum(), sentences.sum());
    }

    List<MetricFamily> metrics() {
        List<MetricFamily> families = new ArrayList<>(VoiceFigures.families(voices));
        families.add(MetricFamily.gauge("bourdon_requests_active", "Requests under way", active.get()));
        families.add(MetricFamily.counter("bourdon_sentences_total", "Sentences, and pieces of long ones, begun", sentences.sum()));
        families.add(failures.family("bourdon_failures_total", "Requests that failed while under way, by reason", "code"));
        families.add(cancellations.family("bourdon_cancellations_total", "Requests cancelled, by reason", "reason"));
        families.add(turnedAway.family("bourdon_requests_refused_total", "Requests answered with an error at once, by reason", "code"));
        families.add(sessionsTurnedAway.family("bourdon_sessions_refused_total", "Connections that got no session, by reason", "code"));
        return families;
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
