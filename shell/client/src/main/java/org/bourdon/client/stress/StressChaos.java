package org.bourdon.client.stress;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;

/** Misbehaving clients beside the honest ones, until the end comes. What each chooses follows from the seed; when it comes to it does not. */
final class StressChaos {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration LONGEST_STALL = Duration.ofSeconds(4);
    private static final int LONGEST_PAUSE_MS = 50;

    private final StressDoor door;
    private final StressEnd end;
    private final StressPlan plan;
    private final Map<StressMischief, Map<StressMischief.Outcome, Long>> counts = new EnumMap<>(StressMischief.class);

    StressChaos(StressDoor door, StressEnd end, StressPlan plan) {
        this.door = door;
        this.end = end;
        this.plan = plan;
    }

    List<Callable<Void>> vandals() {
        var seeds = new SplittableRandom(plan.seed());
        var vandals = new ArrayList<Callable<Void>>();
        for (int i = 0; i < plan.vandals(); i++) {
            SplittableRandom random = seeds.split();
            var vandal = new StressVandal(door, end, random, plan.voice(), PATIENCE, LONGEST_STALL);
            vandals.add(() -> rampage(vandal, random));
        }
        return vandals;
    }

    private Void rampage(StressVandal vandal, SplittableRandom random) {
        StressMischief[] kinds = StressMischief.values();
        do {
            StressMischief mischief = kinds[random.nextInt(kinds.length)];
            StressMischief.Outcome outcome = vandal.commit(mischief);
            if (outcome.isFailure()) {
                door.lookAfterDaemon();
            }
            if (end.whyDaemonGone().isEmpty()) {
                count(mischief, outcome);
            }
        } while (!end.comesWithin(Duration.ofMillis(random.nextInt(LONGEST_PAUSE_MS))));
        return null;
    }

    private synchronized void count(StressMischief mischief, StressMischief.Outcome outcome) {
        counts.computeIfAbsent(mischief, _ -> new EnumMap<>(StressMischief.Outcome.class)).merge(outcome, 1L, Long::sum);
    }

    /** Empty when there was none. */
    synchronized Optional<StressReport.Chaos> figures() {
        return plan.chaos() ? Optional.of(new StressReport.Chaos(plan.seed(), plan.vandals(), new EnumMap<>(counts))) : Optional.empty();
    }
}
