package org.bourdon.core.speech;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;

import org.junit.jupiter.api.Test;

class PaceTest {

    private static final long SECOND = 1_000_000_000;

    private final Pace pace = new Pace(-5);

    @Test
    void what_went_at_some_speed_is_taken_to_go_on_like_that() {
        for (int i = 0; i < 35; i++) {
            pace.add(100, i * SECOND);
        }
        assertThat(pace.timeFor(500, 35 * SECOND)).isBetween(Duration.ofMillis(4_500), Duration.ofMillis(5_500));
    }

    @Test
    void what_was_long_ago_does_not_count() {
        pace.add(1_000_000, 0);
        pace.add(10, 60 * SECOND);
        assertThat(pace.timeFor(10, 61 * SECOND)).isBetween(Duration.ofMillis(900), Duration.ofMillis(1_100));
    }

    @Test
    void a_guess_is_neither_at_once_nor_for_ever() {
        assertThat(pace.timeFor(1, SECOND)).as("nothing is known").isEqualTo(Duration.ofSeconds(1));
        pace.add(1_000_000, SECOND);
        assertThat(pace.timeFor(1, 2 * SECOND)).isEqualTo(Duration.ofMillis(50));
        assertThat(pace.timeFor(Long.MAX_VALUE, 2 * SECOND)).isEqualTo(Duration.ofSeconds(30));
    }
}
