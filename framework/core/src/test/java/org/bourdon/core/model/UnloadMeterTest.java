package org.bourdon.core.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;

import org.bourdon.core.voice.VoiceVersion;
import org.bourdon.voice.LoadedVoice;
import org.bourdon.voice.ModelOpener;
import org.bourdon.voice.ModelSet;
import org.bourdon.voice.Voice;
import org.bourdon.voice.VoiceFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UnloadMeterTest {

    private final AtomicLong resident = new AtomicLong(200_000_000);
    private final UnloadMeter meter = new UnloadMeter(resident::get, Duration.ZERO);

    @ParameterizedTest(name = "{0} MB expected, {1} MB back")
    @CsvSource({"50, 0, true", "50, 24, true", "50, 26, false", "50, 60, false", "7, 0, false", "50, -10, true"})
    void an_unload_gives_half_of_what_is_expected_back_or_is_remarked_on(int expected, int back, boolean remark) {
        meter.unloading(version(), expected * 1_000_000L);
        resident.addAndGet(-back * 1_000_000L);

        assertThat(meter.due()).singleElement().satisfies(reading -> {
            assertThat(reading.voice()).isEqualTo("v");
            assertThat(reading.memory().beforeBytes() - reading.memory().afterBytes()).isEqualTo(back * 1_000_000L);
            assertThat(reading.remark().isPresent()).isEqualTo(remark);
        });
        assertThat(meter.due()).as("once").isEmpty();
    }

    @Test
    void a_load_in_between_makes_the_measure_worthless() {
        meter.unloading(version(), 50_000_000);

        meter.loadedAt(Instant.now().plusSeconds(1));

        assertThat(meter.due()).isEmpty();
    }

    private static VoiceVersion version() {
        return new VoiceVersion(new Voice("v", "none", Locale.ENGLISH, 16_000, List.of(), Voice.Granularity.STEPS, Path.of("v.json"),
                List.of(ModelSet.of(Path.of("v.onnx")))), new NoFormat(), 1, 1);
    }

    private static final class NoFormat implements VoiceFormat {

        @Override
        public String name() {
            return "none";
        }

        @Override
        public java.util.Optional<Voice> describe(Path file) {
            return java.util.Optional.empty();
        }

        @Override
        public LoadedVoice open(Voice voice, ModelSet models, ModelOpener opener) {
            throw new IllegalStateException("not opened in this test");
        }
    }
}
