package org.bourdon.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;

import org.bourdon.metric.MetricFamily.Spread;
import org.junit.jupiter.api.Test;

class HistogramTest {

    @Test
    void a_value_falls_into_the_class_whose_upper_bound_it_does_not_exceed() {
        Histogram histogram = new Histogram(1, 2);

        for (double value : new double[] {0, 1, 1.5, 2, 2.1, 1e9}) {
            histogram.record(value);
        }

        Spread spread = histogram.spread(new Label("voice", "v"));
        assertThat(spread.counts()).as("up to 1, up to 2, above").containsExactly(2L, 2L, 2L);
        assertThat(spread.count()).isEqualTo(6);
        assertThat(spread.sum()).isEqualTo(1e9 + 6.6);
        assertThat(spread.labels()).containsExactly(new Label("voice", "v"));
    }

    @Test
    void what_many_threads_record_is_all_there() {
        Histogram histogram = new Histogram(10, 20);
        try (var threads = Executors.newFixedThreadPool(4)) {
            IntStream.range(0, 4).forEach(thread -> threads.execute(() -> IntStream.range(0, 10_000).forEach(i -> histogram.record(i % 30 + 1))));
        }

        Spread spread = histogram.spread();
        assertThat(spread.count()).isEqualTo(40_000);
        assertThat(spread.counts().getFirst()).isEqualTo(4 * IntStream.range(0, 10_000).filter(i -> i % 30 < 10).count());
    }

    @Test
    void what_is_no_figure_is_refused() {
        Histogram histogram = new Histogram(1);

        assertThatThrownBy(() -> histogram.record(Double.NaN)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Histogram(2, 1)).hasMessageContaining("1.0 follows 2.0");
        assertThatThrownBy(() -> new Label("Voice!", "v")).hasMessageContaining("Voice!");
        assertThatThrownBy(() -> MetricFamily.gauge("bourdon-gauge", "", 1)).hasMessageContaining("bourdon-gauge");
        assertThatThrownBy(() -> new MetricFamily("mixed", MetricFamily.Kind.GAUGE, "", List.of(histogram.spread()))).hasMessageContaining("mixed");
    }

    @Test
    void values_of_a_label_beyond_the_limit_share_one_meter() {
        PerLabel<StringBuilder> meters = new PerLabel<>(2, StringBuilder::new);

        for (String value : List.of("b", "a", "c", "d", "b")) {
            meters.at(value).append(value);
        }

        assertThat(meters.map((value, meter) -> value + "=" + meter)).containsExactly("a=a", "b=bb", "other=cd");
    }
}
