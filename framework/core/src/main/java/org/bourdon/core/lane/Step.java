package org.bourdon.core.lane;

import java.time.Duration;
import java.util.Optional;

/** What a lane does at this moment, as those see it who look after the lane. */
final class Step {

    /** What is to be done about it. */
    enum Verdict {
        /** Nothing. */
        LET_IT_RUN,
        /** It has taken as long as a step may: tell it to stop. Said once. */
        TELL_IT_TO_STOP,
        /** It should have ended and does not: the lane is lost. */
        GIVE_IT_UP
    }

    private final LaneTask task;
    private final long startedNanos = System.nanoTime();
    private volatile boolean opening;
    private boolean told;
    private Optional<Long> unwantedSince = Optional.empty();

    Step(LaneTask task) {
        this.task = task;
    }

    LaneTask task() {
        return task;
    }

    Duration age() {
        return Duration.ofNanos(System.nanoTime() - startedNanos);
    }

    /** While a model opens nothing can stop it, and nothing is wrong with that. */
    void opening(boolean now) {
        opening = now;
    }

    /** @param laneEnds whether the lane is closing, so that the step should end */
    synchronized Verdict look(LaneLimits limits, boolean laneEnds) {
        boolean tooLong = age().compareTo(limits.longestStep()) > 0;
        boolean stopped = laneEnds || task.isUnwanted();
        if (!tooLong && (opening || !stopped)) {
            unwantedSince = Optional.empty();
            return Verdict.LET_IT_RUN;
        }
        long now = System.nanoTime();
        if (unwantedSince.isPresent() && now - unwantedSince.get() > limits.stopGrace().toNanos()) {
            return Verdict.GIVE_IT_UP;
        }
        unwantedSince = Optional.of(unwantedSince.orElse(now));
        if (tooLong && !told) {
            told = true;
            return Verdict.TELL_IT_TO_STOP;
        }
        return Verdict.LET_IT_RUN;
    }
}
