package org.bourdon.core.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import org.bourdon.metric.Label;
import org.bourdon.metric.MetricFamily;
import org.bourdon.metric.MetricFamily.Value;
import org.junit.jupiter.api.Test;

class GatheredTest {

    private static final Value ONE = new Value(List.of(new Label("part", "one")), 1);
    private static final Value TWO = new Value(List.of(new Label("part", "two")), 2);

    private final Gathered gathered = new Gathered();

    @Test
    void two_sources_may_share_a_family() {
        gathered.add(() -> List.of(MetricFamily.gauges("shared", "of both", List.of(ONE)), MetricFamily.gauge("own", "of one", 7)));
        gathered.add(() -> List.of(MetricFamily.gauges("shared", "of both", List.of(TWO))));

        assertThat(gathered.all()).containsExactly(MetricFamily.gauge("own", "of one", 7), MetricFamily.gauges("shared", "of both", List.of(ONE, TWO)));
    }

    @Test
    void a_source_that_fails_or_contradicts_costs_nobody_else_his_place() {
        gathered.add(List.of(MetricFamily.gauges("shared", "of both", List.of(ONE))));
        gathered.add(() -> {
            throw new IllegalStateException("defect");
        });
        gathered.add(() -> List.of(MetricFamily.counters("shared", "of both", List.of(TWO))));

        assertThat(gathered.all()).containsExactly(MetricFamily.gauges("shared", "of both", List.of(ONE)));
    }
}
