package org.bourdon.gateway.sound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;

import org.bourdon.audio.AudioEncoder;
import org.bourdon.audio.AudioEncoderFactory;
import org.bourdon.audio.Packing;
import org.bourdon.error.BourdonException;
import org.bourdon.error.ErrorCode;
import org.junit.jupiter.api.Test;

class SoundFormatsTest {

    private final SoundFormats formats = new SoundFormats();

    @Test
    void a_format_that_nothing_encodes_is_refused_with_what_there_is() {
        assertThatThrownBy(() -> formats.named("vorbis")).isInstanceOfSatisfying(BourdonException.class,
                refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.UNSUPPORTED)).hasMessageContaining("vorbis").hasMessageContaining("s16le, f32le, wav");
    }

    @Test
    void a_format_that_cannot_be_encoded_here_is_not_offered_and_the_refusal_says_why() throws BourdonException {
        formats.addEncoder(new Hindered(Optional.of("the format aac needs ffmpeg; install it")));

        assertThat(formats.names()).doesNotContain("aac");
        assertThatThrownBy(() -> formats.named("aac")).isInstanceOfSatisfying(BourdonException.class,
                refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.UNSUPPORTED)).hasMessage("the format aac needs ffmpeg; install it");

        formats.addEncoder(new Hindered(Optional.empty()));
        assertThat(formats.names()).contains("aac");
        assertThat(formats.named("aac").obstacle()).as("one that can").isEmpty();
    }

    private record Hindered(Optional<String> obstacle) implements AudioEncoderFactory {

        @Override
        public String format() {
            return "aac";
        }

        @Override
        public String mediaType() {
            return "audio/aac";
        }

        @Override
        public boolean takes(int sampleRateHz) {
            return true;
        }

        @Override
        public AudioEncoder open(int sampleRateHz, Packing packing) {
            throw new IllegalStateException("nobody asks for it");
        }
    }
}
