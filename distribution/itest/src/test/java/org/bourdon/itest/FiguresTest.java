package org.bourdon.itest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FiguresTest {

    private static final String GOOD = """
            # HELP a_total Some "thing" \\\\ else
            # TYPE a_total counter
            a_total{code="x\\"y"} 3
            # HELP b_seconds Waiting
            # TYPE b_seconds histogram
            b_seconds_bucket{voice="v",le="0.5"} 1
            b_seconds_bucket{voice="v",le="+Inf"} 2
            b_seconds_sum{voice="v"} 1.25
            b_seconds_count{voice="v"} 2
            """;

    @Test
    void what_keeps_to_the_rules_is_read() {
        Figures figures = Figures.parse(GOOD);

        assertThat(figures.value("a_total", "code", "x\\\"y")).isEqualTo(3);
        assertThat(figures.count("b_seconds", "voice", "v")).isEqualTo(2);
        assertThat(figures.sum("b_seconds", "voice", "v")).isEqualTo(1.25);
    }

    @ParameterizedTest
    @ValueSource(strings = {"b_seconds_count{voice=\"v\"} 3", "b_seconds_count{voice=\"w\"} 2", "b_seconds_count 2", "# TYPE b_seconds gauge",
        "c 1", "b_seconds_count{voice=v} 2", "b_seconds_count{voice=\"v\",} 2", "b_seconds_count{voice=\"v\"} two", ""})
    void what_breaks_one_is_refused(String lastLine) {
        String text = GOOD.replace("b_seconds_count{voice=\"v\"} 2", lastLine);

        assertThatThrownBy(() -> Figures.parse(text)).as(text).isInstanceOfAny(AssertionError.class, IllegalArgumentException.class);
    }
}
