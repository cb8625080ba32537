package org.bourdon.client.stress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.OptionalLong;

import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

class StressFiguresTest {

    @Test
    void quantiles_are_right_to_one_percent_and_the_longest_exactly() {
        var latencies = new StressLatencies();
        for (int ms = 1; ms <= 1_000; ms++) {
            latencies.add(ms);
        }

        var quantiles = latencies.quantiles().orElseThrow();

        assertThat(quantiles.p50()).isCloseTo(500, Percentage.withPercentage(1));
        assertThat(quantiles.p95()).isCloseTo(950, Percentage.withPercentage(1));
        assertThat(quantiles.p99()).isCloseTo(990, Percentage.withPercentage(1));
        assertThat(quantiles.max()).isEqualTo(1_000);
    }

    @Test
    void nothing_measured_has_no_quantiles_and_the_extremes_find_a_place() {
        assertThat(new StressLatencies().quantiles()).isEmpty();
        var latencies = new StressLatencies();
        latencies.add(0);
        latencies.add(1e12);

        assertThat(latencies.quantiles().orElseThrow().max()).isEqualTo(1e12);
    }

    @Test
    void the_trend_leaves_the_warming_up_out() {
        var trend = new StressTrend();
        for (int i = 0; i < 200; i++) {
            // 1 MB a sample while it warms up, then 1 kB a second.
            trend.add(sample(i, 10L * i, i < 100 ? 1_000_000L * i : 100_000_000L + 1_000L * i));
        }

        assertThat(trend.bytesPerSecond().orElseThrow()).isCloseTo(1_000, within(0.1));
        assertThat(trend.bytesPerRequest().orElseThrow()).isCloseTo(100, within(0.01));
    }

    @Test
    void a_long_soak_keeps_few_samples_and_the_same_trend() {
        var trend = new StressTrend();
        for (int i = 0; i < 100_000; i++) {
            trend.add(sample(i, i, 5_000L * i));
        }

        assertThat(trend.bytesPerSecond().orElseThrow()).isCloseTo(5_000, within(0.1));
    }

    @Test
    void a_short_soak_has_no_trend() {
        var trend = new StressTrend();
        for (int i = 0; i < 10; i++) {
            trend.add(sample(i, i, i));
        }

        assertThat(trend.bytesPerSecond()).isEmpty();
    }

    @Test
    void a_daemon_that_gets_hardly_anything_done_has_no_trend_by_requests() {
        var trend = new StressTrend();
        for (int i = 0; i < 200; i++) {
            trend.add(sample(i, i / 10, 1_000_000L * i));
        }

        assertThat(trend.bytesPerRequest()).isEmpty();
        assertThat(trend.bytesPerSecond()).isPresent();
    }

    @Test
    void a_gauge_keeps_the_first_the_highest_and_the_last() {
        var gauge = new StressGauge();
        assertThat(gauge.range()).isEmpty();
        gauge.add(OptionalLong.of(3));
        gauge.add(OptionalLong.empty());
        gauge.add(OptionalLong.of(7));
        gauge.add(OptionalLong.of(5));

        assertThat(gauge.range()).contains(new StressGauge.Range(3, 7, 5));
    }

    private static StressSample sample(double seconds, long done, long bytes) {
        return new StressSample(seconds, done, OptionalLong.of(bytes), OptionalLong.empty(), OptionalLong.empty(), OptionalLong.empty(), 1, 0);
    }
}
