package org.bourdon.client.stress;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.concurrent.Callable;

import org.bourdon.client.ClientException;
import org.bourdon.client.DaemonLeftException;
import org.bourdon.client.Deadline;
import org.bourdon.client.Interruption;
import org.bourdon.client.Json;
import org.bourdon.client.Rpc;

import com.fasterxml.jackson.jr.stree.JrsObject;

/** Looks at the daemon's status all the while, over a connection of its own; on one thread at a time. */
final class StressWatch implements Callable<Void> {

    /** What it saw; the memory's slopes are empty when the soak was too short to tell. */
    record Seen(Optional<StressGauge.Range> residentBytes, Optional<StressGauge.Range> heapBytes, Optional<StressGauge.Range> threads,
                Optional<StressGauge.Range> openFiles, OptionalDouble bytesPerSecond, OptionalDouble bytesPerRequest) {
    }

    /**
     * What the soak left in the daemon.
     *
     * @param known whether the daemon still told
     * @param after how long it was waited for
     */
    record Leftover(boolean known, long sessions, long requests, Duration after) {

        boolean isNothing() {
            return known && sessions == 0 && requests == 0;
        }
    }

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(500);
    private static final Duration BETWEEN_LOOKS_AT_REST = Duration.ofMillis(50);
    private static final Duration FILES_TO_CLOSE = Duration.ofSeconds(3);
    /** Control requests do not wait for work: an answer that takes this long does not come. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Rpc daemon;
    private final StressDoor door;
    private final StressTally tally;
    private final StressEnd end;
    private final long start = System.nanoTime();
    private final StressGauge resident = new StressGauge();
    private final StressGauge heap = new StressGauge();
    private final StressGauge threads = new StressGauge();
    private final StressGauge openFiles = new StressGauge();
    private final StressTrend trend = new StressTrend();
    private final StressSample before;
    private volatile OptionalLong residentNow;

    /** @param daemon the only connection to it that this process has by now */
    StressWatch(Rpc daemon, StressDoor door, StressTally tally, StressEnd end) throws ClientException {
        this.daemon = daemon;
        this.door = door;
        this.tally = tally;
        this.end = end;
        this.before = look();
    }

    @Override
    public Void call() {
        try {
            while (!end.comesWithin(BETWEEN_LOOKS)) {
                trend.add(look());
            }
        } catch (ClientException e) {
            tally.failed("STATUS_" + StressFault.kindOf(e), e.getMessage());
            if (e instanceof DaemonLeftException) {
                door.lookAfterDaemon();
            } else {
                end.daemonGone("its status does not come any more");
            }
        }
        return null;
    }

    /** Waits until nothing of the soak is left in the daemon. */
    Leftover awaitRest(Duration patience, Interruption interruption) throws ClientException {
        long since = System.nanoTime();
        var deadline = Deadline.in(patience);
        var files = Deadline.in(FILES_TO_CLOSE);
        try {
            while (true) {
                StressSample now = look();
                var left = new Leftover(true, Math.max(0, now.sessions() - before.sessions()), Math.max(0, now.active() - before.active()),
                        Duration.ofNanos(System.nanoTime() - since));
                boolean filesOpen = now.openFiles().orElse(0) > before.openFiles().orElse(Long.MAX_VALUE) && !files.passed();
                if (left.isNothing() && !filesOpen || deadline.passed()) {
                    return left;
                }
                interruption.pause(BETWEEN_LOOKS_AT_REST);
            }
        } catch (ClientException e) {
            if (interruption.hasHappened()) {
                throw e;
            }
            tally.failed("STATUS_" + StressFault.kindOf(e), e.getMessage());
            return new Leftover(false, 0, 0, Duration.ofNanos(System.nanoTime() - since));
        }
    }

    private StressSample look() throws ClientException {
        daemon.connection().send(Rpc.request(Rpc.ID, "status", params -> { }));
        JrsObject status = Json.member(new StressEar(daemon.connection(), PATIENCE).answer(Rpc.ID), "result");
        var sample = StressSample.of(status, (System.nanoTime() - start) / 1e9, tally.done());
        resident.add(sample.residentBytes());
        heap.add(sample.heapBytes());
        threads.add(sample.threads());
        openFiles.add(sample.openFiles());
        residentNow = sample.residentBytes();
        return sample;
    }

    OptionalLong residentNow() {
        return residentNow;
    }

    /** For when {@link #call} has ended. */
    Seen seen() {
        return new Seen(resident.range(), heap.range(), threads.range(), openFiles.range(), trend.bytesPerSecond(), trend.bytesPerRequest());
    }
}
