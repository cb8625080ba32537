package org.bourdon.core.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;

import org.bourdon.audio.session.AudioFormat;
import org.bourdon.audio.session.AudioFormat.Container;
import org.bourdon.error.BourdonException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SourceReaderTest {

    private static final AudioFormat MONO = new AudioFormat(Container.WAV, 24_000, 1, 16);

    private final ByteArrayOutputStream found = new ByteArrayOutputStream();

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 13, 44, 1_000_000})
    void the_head_of_a_wav_file_is_read_and_skipped_wherever_it_is_cut(int bytesAtATime) throws Exception {
        byte[] samples = noise(999);
        AudioFormat other = new AudioFormat(Container.WAV, 48_000, 2, 24);
        SourceReader reader = new SourceReader(MONO);

        feed(reader, Wavs.file(other, samples), bytesAtATime);

        assertThat(found.toByteArray()).isEqualTo(samples);
        assertThat(reader.format()).as("what the head says counts").isEqualTo(other);
    }

    @Test
    void a_head_may_be_cut_at_any_byte() throws Exception {
        byte[] samples = noise(64);
        byte[] file = Wavs.file(MONO, samples);
        for (int cut = 0; cut <= file.length; cut++) {
            found.reset();
            SourceReader reader = new SourceReader(MONO);
            reader.feed(file, 0, cut, found::write);
            reader.feed(file, cut, file.length - cut, found::write);

            assertThat(found.toByteArray()).as("cut at %d", cut).isEqualTo(samples);
        }
    }

    static Stream<AudioFormat> formats() {
        return Stream.of(8, 16, 24, 32).flatMap(depth -> Stream.of(1, 2).flatMap(channels -> Stream.of(8_000, 22_050, 48_000)
                .map(rate -> new AudioFormat(Container.WAV, rate, channels, depth))));
    }

    @ParameterizedTest
    @MethodSource("formats")
    void every_format_is_read_from_a_head(AudioFormat format) throws Exception {
        byte[] samples = noise(format.bytesPerFrame() * 100);
        SourceReader reader = new SourceReader(MONO);

        feed(reader, Wavs.file(format, samples), 11);

        assertThat(reader.format()).isEqualTo(format);
        assertThat(found.toByteArray()).isEqualTo(samples);
    }

    @Test
    void samples_without_a_head_are_taken_as_they_are() throws Exception {
        byte[] samples = noise(100);
        feed(new SourceReader(MONO), samples, 3);

        assertThat(found.toByteArray()).isEqualTo(samples);
    }

    @Test
    void sound_shorter_than_a_head_is_sound() throws Exception {
        SourceReader reader = new SourceReader(MONO);
        feed(reader, "RIFFRIFF".getBytes(), 3);
        assertThat(found.size()).isZero();

        reader.end(found::write);

        assertThat(found.toString()).isEqualTo("RIFFRIFF");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, Integer.MAX_VALUE})
    void a_length_that_is_not_known_yet_means_all_that_comes(int told) throws Exception {
        byte[] samples = noise(5_001);
        feed(new SourceReader(MONO), Wavs.file(MONO, 1, samples, told), 100);

        assertThat(found.toByteArray()).isEqualTo(samples);
    }

    @Test
    void what_stands_behind_the_samples_is_no_sound_and_another_file_may_follow() throws Exception {
        byte[] one = noise(101);
        byte[] two = noise(50);
        byte[] tail = Wavs.chunk("LIST", new byte[20]);
        feed(new SourceReader(MONO), Wavs.joined(Wavs.file(MONO, one), new byte[1], tail, Wavs.file(MONO, two), tail), 10);

        assertThat(found.toByteArray()).isEqualTo(Wavs.joined(one, two));
    }

    @Test
    void sound_beyond_a_length_that_was_told_too_short_is_sound() throws Exception {
        byte[] samples = noise(200);
        Arrays.fill(samples, 100, 104, (byte) 0xfe);
        feed(new SourceReader(MONO), Wavs.file(MONO, 1, samples, 100), 10);

        assertThat(found.toByteArray()).isEqualTo(samples);
    }

    @Test
    void a_file_that_cannot_be_played_is_refused_with_the_reason() {
        refused(Wavs.file(MONO, 3, new byte[8], 8), "floating point");
        refused(Wavs.file(MONO, 85, new byte[8], 8), "coded as format 85");
        refused(Wavs.file(new AudioFormat(Container.WAV, 96_000, 1, 16), new byte[8]), "sample rate is 96000");
        refused(Wavs.file(new AudioFormat(Container.WAV, 24_000, 6, 16), new byte[8]), "6 channels");
        refused(Wavs.file(new AudioFormat(Container.WAV, 24_000, 1, 12), new byte[8]), "bit depth is 12");
        refused(Wavs.joined("RIFF\0\0\0\0WAVE".getBytes(), Wavs.chunk("data", new byte[4])), "before its format");
        refused(Wavs.joined("RIFF\0\0\0\0WAVE".getBytes(), Wavs.chunk("fmt ", new byte[4])), "format has 4 bytes");
        refused(Wavs.joined("RIFF\0\0\0\0WAVE".getBytes(), Wavs.chunk("LIST", new byte[2_000_000])), "around its samples");
        refused(Wavs.joined(Wavs.file(MONO, new byte[4]), Wavs.file(new AudioFormat(Container.WAV, 24_000, 2, 16), new byte[4])), "differs");
        refused(Wavs.joined(Wavs.file(MONO, new byte[4]), "RIFF\0\0\0\0AVI ".getBytes()), "another type");
    }

    private void refused(byte[] file, String why) {
        assertThatThrownBy(() -> feed(new SourceReader(MONO), file, 5)).isInstanceOf(BourdonException.class)
                .hasMessageStartingWith("the WAV file cannot be played: ").hasMessageContaining(why).hasMessageNotContaining("\n");
    }

    private void feed(SourceReader reader, byte[] bytes, int atATime) throws BourdonException {
        for (int at = 0; at < bytes.length; at += atATime) {
            reader.feed(bytes, at, Math.min(atATime, bytes.length - at), found::write);
        }
    }

    private static byte[] noise(int bytes) {
        byte[] noise = new byte[bytes];
        new Random(bytes).nextBytes(noise);
        return noise;
    }
}
