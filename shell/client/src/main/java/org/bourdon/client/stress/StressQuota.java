package org.bourdon.client.stress;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;

import org.bourdon.client.Deadline;

/** Hands out the requests of a soak, until there are enough, the time is over or the daemon is gone. */
final class StressQuota {

    private final StressPlan plan;
    private final StressEnd end;
    private final long start = System.nanoTime();
    private final Optional<Deadline> deadline;
    private final AtomicLong taken = new AtomicLong();

    StressQuota(StressPlan plan, StressEnd end) {
        this.plan = plan;
        this.end = end;
        this.deadline = plan.time().map(Deadline::in);
    }

    /** The number of the next request, from 0; empty when there is none any more. */
    OptionalLong next() {
        if (end.hasCome() || deadline.map(Deadline::passed).orElse(false)) {
            return OptionalLong.empty();
        }
        long number = taken.getAndIncrement();
        return number < plan.requests().orElse(Long.MAX_VALUE) ? OptionalLong.of(number) : OptionalLong.empty();
    }

    Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - start);
    }

    /** @return from 0 to 1 */
    double progress(long answered) {
        double ofTime = plan.time().map(time -> (double) elapsed().toNanos() / time.toNanos()).orElse(0.0);
        double ofRequests = plan.requests().isPresent() ? (double) answered / plan.requests().getAsLong() : 0;
        return Math.min(1, Math.max(ofTime, ofRequests));
    }
}
