package org.bourdon.client.stress;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Counts what became of the honest clients' requests. */
final class StressTally {

    /** Failures of one kind, with what the first of them said. */
    record Failure(long count, String first) {
    }

    /** @param failed may be more than requests failed: a message too many is a failure as well */
    record Totals(long sent, long done, long failed, Map<String, Failure> failures, Optional<StressLatencies.Quantiles> firstAudio,
                  Optional<StressLatencies.Quantiles> total, double soundSeconds) {
    }

    private static final int LONGEST_MESSAGE = 300;

    private final Map<String, Failure> failures = new TreeMap<>();
    private final StressLatencies firstAudio = new StressLatencies();
    private final StressLatencies total = new StressLatencies();
    private long sent;
    private long done;
    private long failed;
    private double soundSeconds;

    synchronized void sent() {
        sent++;
    }

    void answered(StressAnswer answer) {
        switch (answer) {
            case StressAnswer.Done success -> done(success);
            case StressAnswer.Failed failure -> failed(failure.kind(), failure.message());
        }
    }

    private synchronized void done(StressAnswer.Done answer) {
        done++;
        soundSeconds += answer.soundSeconds();
        firstAudio.add(answer.firstAudioMs());
        total.add(answer.totalMs());
    }

    synchronized void failed(String kind, String message) {
        failed++;
        String start = message.substring(0, Math.min(message.length(), LONGEST_MESSAGE));
        failures.merge(kind, new Failure(1, start), (known, _) -> new Failure(known.count() + 1, known.first()));
    }

    synchronized long done() {
        return done;
    }

    synchronized Totals totals() {
        return new Totals(sent, done, failed, new TreeMap<>(failures), firstAudio.quantiles(), total.quantiles(), soundSeconds);
    }
}
