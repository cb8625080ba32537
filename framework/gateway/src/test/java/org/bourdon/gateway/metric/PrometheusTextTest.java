package org.bourdon.gateway.metric;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import org.bourdon.metric.Histogram;
import org.bourdon.metric.Label;
import org.bourdon.metric.MetricFamily;
import org.bourdon.metric.MetricFamily.Value;
import org.junit.jupiter.api.Test;

class PrometheusTextTest {

    @Test
    void a_figure_stands_below_its_help_and_type() {
        assertThat(PrometheusText.of(List.of(MetricFamily.gauge("bourdon_sessions", "Open now", 3), MetricFamily.counter("bourdon_x_seconds_total", "Spent", 0.25))))
                .isEqualTo("""
                        # HELP bourdon_sessions Open now
                        # TYPE bourdon_sessions gauge
                        bourdon_sessions 3
                        # HELP bourdon_x_seconds_total Spent
                        # TYPE bourdon_x_seconds_total counter
                        bourdon_x_seconds_total 0.25
                        """);
    }

    @Test
    void a_histogram_s_classes_are_cumulative_and_end_at_infinity() {
        Histogram histogram = new Histogram(.001, 1);
        List.of(.0005, .5, .5, 7.0).forEach(histogram::record);

        assertThat(PrometheusText.of(List.of(MetricFamily.histograms("bourdon_wait_seconds", "Waiting", List.of(histogram.spread(new Label("voice", "v")))))))
                .isEqualTo("""
                        # HELP bourdon_wait_seconds Waiting
                        # TYPE bourdon_wait_seconds histogram
                        bourdon_wait_seconds_bucket{voice="v",le="0.001"} 1
                        bourdon_wait_seconds_bucket{voice="v",le="1"} 3
                        bourdon_wait_seconds_bucket{voice="v",le="+Inf"} 4
                        bourdon_wait_seconds_sum{voice="v"} 8.0005
                        bourdon_wait_seconds_count{voice="v"} 4
                        """);
    }

    @Test
    void what_would_break_a_line_is_escaped() {
        assertThat(PrometheusText.of(List.of(MetricFamily.gauges("a", "C:\\temp\nand \"more\"",
                List.of(new Value(List.of(new Label("voice", "C:\\\n\"x\""), new Label("b", "c")), Double.POSITIVE_INFINITY))))))
                .isEqualTo("""
                        # HELP a C:\\\\temp\\nand "more"
                        # TYPE a gauge
                        a{voice="C:\\\\\\n\\"x\\"",b="c"} +Inf
                        """);
    }

    @Test
    void a_family_without_points_says_nothing() {
        assertThat(PrometheusText.of(List.of(MetricFamily.gauges("a", "b", List.of())))).isEmpty();
    }
}
