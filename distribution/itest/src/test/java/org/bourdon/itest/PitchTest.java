package org.bourdon.itest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PitchTest {

    @ParameterizedTest
    @ValueSource(doubles = {75, 120, 178, 213, 320})
    void a_buzz_is_as_high_as_it_is(double hz) {
        assertThat(Pitch.ofTheEnd(buzz(hz, hz))).isCloseTo(hz, org.assertj.core.data.Percentage.withPercentage(1));
    }

    @Test
    void the_end_counts_not_the_beginning() {
        assertThat(Pitch.ofTheEnd(buzz(150, 250))).isGreaterThan(220);
    }

    private static Spoken buzz(double fromHz, double toHz) {
        int rate = 32_000;
        ByteBuffer pcm = ByteBuffer.allocate(rate * 2).order(ByteOrder.LITTLE_ENDIAN);
        double phase = 0;
        for (int i = 0; i < rate * 4 / 5; i++) {
            phase += (fromHz + (toHz - fromHz) * i / (rate * 4 / 5.0)) / rate;
            double sample = 0;
            for (int harmonic = 1; harmonic <= 12; harmonic++) {
                sample += Math.sin(2 * Math.PI * harmonic * phase) / (harmonic + 2);
            }
            pcm.putShort((short) (5_000 * sample));
        }
        return new Spoken("", rate, "s16le", pcm.array(), List.of(), Optional.empty(), "done", Optional.empty(), rate, 1);
    }
}
