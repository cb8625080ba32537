package org.bourdon.gateway.sound;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import org.bourdon.audio.Packing;
import org.bourdon.metric.Label;
import org.bourdon.metric.MetricFamily.Point;
import org.bourdon.metric.MetricFamily.Spread;
import org.bourdon.metric.MetricFamily.Value;
import org.junit.jupiter.api.Test;

class EncodingFiguresTest {

    private final SoundFormats formats = new SoundFormats();

    @Test
    void what_is_encoded_counts_by_format_and_the_first_sound_by_voice() throws Exception {
        for (int request = 0; request < 2; request++) {
            try (EncodedSound sound = formats.sound(formats.named("wav"), Packing.LIVE)) {
                sound.begin("amy", 1_000);
                sound.encode(new float[0]);
                sound.encode(new float[100]);
                sound.encode(new float[50]);
                sound.finish();
            }
        }

        Label wav = new Label("format", "wav");
        assertThat(((Value) point("bourdon_encoded_audio_seconds_total", wav)).value()).as("seconds of sound").isEqualTo(0.3);
        assertThat(((Value) point("bourdon_encoded_bytes_total", wav)).value()).as("two headers and the samples").isEqualTo(2 * (44 + 300));
        assertThat(((Value) point("bourdon_encode_seconds_total", wav)).value()).as("seconds spent").isPositive();
        Spread first = (Spread) point("bourdon_first_audio_part_seconds", new Label("voice", "amy"), new Label("part", "encode"));
        assertThat(first.count()).as("first sounds").isEqualTo(2);
    }

    private Point point(String family, Label... labels) {
        return formats.metrics().stream().filter(one -> one.name().equals(family)).flatMap(one -> one.points().stream())
                .filter(point -> point.labels().equals(List.of(labels))).findFirst().orElseThrow();
    }
}
