package org.bourdon.audio;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class Pcm16Test {

    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource({"0, 0", "-0, 0", "1, 32767", "-1, -32767", "0.5, 16384", "-0.5, -16384", "3e-5, 1", "-3e-5, -1", "1e-5, 0", "1.5, 32767", "-7, -32767",
        "Infinity, 32767", "-Infinity, -32767", "NaN, 0"})
    void a_sample_becomes_the_nearest_integer_within_bounds(float sample, int integer) {
        assertThat(Pcm16.of(sample)).isEqualTo((short) integer);
    }

    @Test
    void every_integer_comes_back_as_itself() {
        for (int integer = -Short.MAX_VALUE; integer <= Short.MAX_VALUE; integer++) {
            assertThat(Pcm16.of(integer / (float) Short.MAX_VALUE)).isEqualTo((short) integer);
        }
    }
}
