package org.bourdon.core.speech;

import java.time.Duration;

/** How fast something goes, from what it did in the last ten to twenty seconds. */
final class Pace {

    private static final double WINDOW_SECONDS = 10;
    private static final double SHORTEST_SECONDS = 0.25;
    private static final Duration SOONEST = Duration.ofMillis(50);
    private static final Duration LATEST = Duration.ofSeconds(30);
    /** While nothing is known. */
    private static final Duration SOME_TIME = Duration.ofSeconds(1);

    private long beginNanos;
    private long amount;
    private long amountBefore;

    Pace(long nowNanos) {
        beginNanos = nowNanos;
    }

    synchronized void add(long more, long nowNanos) {
        turn(nowNanos);
        amount += more;
    }

    /** How long so much is going to take; bounded, for it is a guess. */
    synchronized Duration timeFor(long wanted, long nowNanos) {
        turn(nowNanos);
        double seconds = Math.max(SHORTEST_SECONDS, (nowNanos - beginNanos) / 1e9) + (amountBefore > 0 ? WINDOW_SECONDS : 0);
        double perSecond = (amount + amountBefore) / seconds;
        if (perSecond == 0) {
            return SOME_TIME;
        }
        Duration time = Duration.ofNanos((long) Math.min(wanted / perSecond * 1e9, LATEST.toNanos()));
        return time.compareTo(SOONEST) < 0 ? SOONEST : time;
    }

    private void turn(long nowNanos) {
        double windows = (nowNanos - beginNanos) / 1e9 / WINDOW_SECONDS;
        if (windows >= 1) {
            amountBefore = windows < 2 ? amount : 0;
            amount = 0;
            beginNanos = windows < 2 ? beginNanos + (long) (WINDOW_SECONDS * 1e9) : nowNanos;
        }
    }
}
