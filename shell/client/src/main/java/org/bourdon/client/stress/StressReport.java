package org.bourdon.client.stress;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

import org.bourdon.client.ExitCode;

/**
 * What came of a soak.
 *
 * @param elapsed until the honest clients were done
 * @param pid     of the daemon, the same throughout unless {@code gone} says otherwise
 * @param gone    why the soak had to end before its time
 */
record StressReport(StressPlan plan, Duration elapsed, StressTally.Totals totals, StressWatch.Seen seen, StressWatch.Leftover left,
                    Optional<Chaos> chaos, String version, long pid, Optional<String> gone) {

    /** What the misbehaving clients did and got. */
    record Chaos(long seed, int clients, Map<StressMischief, Map<StressMischief.Outcome, Long>> misdeeds) {

        long count() {
            return misdeeds.values().stream().flatMap(outcomes -> outcomes.values().stream()).mapToLong(Long::longValue).sum();
        }

        long failures() {
            return misdeeds.values().stream().flatMap(outcomes -> outcomes.entrySet().stream()).filter(outcome -> outcome.getKey().isFailure())
                    .mapToLong(Map.Entry::getValue).sum();
        }
    }

    ExitCode verdict() {
        if (gone.isPresent()) {
            return ExitCode.DAEMON_GONE;
        }
        boolean failed = totals.failed() > 0 || !left.isNothing() || chaos.map(Chaos::failures).orElse(0L) > 0;
        return failed ? ExitCode.DAEMON_FAILED : ExitCode.DONE;
    }

    double seconds() {
        return elapsed.toNanos() / 1e9;
    }

    double timesRealTime() {
        return totals.soundSeconds() / seconds();
    }
}
