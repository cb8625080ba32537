package org.bourdon.client.stress;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;

import org.bourdon.client.Resident;

/**
 * How the daemon's memory went on once it was warm: the line of least squares through the second half of the samples. Of a long soak only
 * every second, every fourth… sample is kept.
 */
final class StressTrend {

    private static final int MOST = 2_048;
    private static final int FEWEST = 10;
    /** Over fewer the memory's ordinary ups and downs would look like a slope. */
    private static final double FEWEST_SECONDS = 4;
    private static final double FEWEST_REQUESTS = 100;

    private final List<StressSample> kept = new ArrayList<>();
    private long stride = 1;
    private long seen;

    void add(StressSample sample) {
        if (sample.residentBytes().isPresent() && seen++ % stride == 0) {
            kept.add(sample);
            if (kept.size() == MOST) {
                thinOut();
            }
        }
    }

    private void thinOut() {
        for (int i = 0; i < MOST / 2; i++) {
            kept.set(i, kept.get(2 * i));
        }
        kept.subList(MOST / 2, MOST).clear();
        stride *= 2;
    }

    /** Resident bytes for each second; empty when the soak was too short to tell. */
    OptionalDouble bytesPerSecond() {
        return slope(StressSample::seconds, FEWEST_SECONDS);
    }

    /** Resident bytes for each request done; empty when the soak was too short to tell. */
    OptionalDouble bytesPerRequest() {
        return slope(StressSample::done, FEWEST_REQUESTS);
    }

    private OptionalDouble slope(ToDoubleFunction<StressSample> along, double shortest) {
        List<StressSample> half = kept.subList(kept.size() / 2, kept.size());
        if (half.size() < FEWEST || along.applyAsDouble(half.getLast()) - along.applyAsDouble(half.getFirst()) < shortest) {
            return OptionalDouble.empty();
        }
        double meanX = half.stream().mapToDouble(along).average().orElse(0);
        double meanY = half.stream().mapToLong(StressTrend::bytes).average().orElse(0);
        double spread = half.stream().mapToDouble(sample -> square(along.applyAsDouble(sample) - meanX)).sum();
        return OptionalDouble.of(half.stream().mapToDouble(sample -> (along.applyAsDouble(sample) - meanX) * (bytes(sample) - meanY)).sum() / spread);
    }

    private static long bytes(StressSample sample) {
        return sample.residentBytes().orElseThrow();
    }

    private static double square(double value) {
        return value * value;
    }
}
