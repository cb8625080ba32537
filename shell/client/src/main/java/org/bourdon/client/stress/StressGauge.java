package org.bourdon.client.stress;

import java.util.Optional;
import java.util.OptionalLong;

/** The first, the highest and the last value of a figure; empty as long as the daemon has not told any. */
final class StressGauge {

    record Range(long start, long peak, long end) {
    }

    private Optional<Range> range = Optional.empty();

    void add(OptionalLong value) {
        if (value.isPresent()) {
            long now = value.getAsLong();
            range = Optional.of(range.map(so -> new Range(so.start(), Math.max(so.peak(), now), now)).orElse(new Range(now, now, now)));
        }
    }

    Optional<Range> range() {
        return range;
    }
}
