package org.bourdon.itest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import org.bourdon.audio.contract.Decoded;
import org.bourdon.audio.contract.Ffmpeg;
import org.bourdon.audio.contract.TestSound;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Speech in every format that the distribution encodes, decoded by another program and held against the samples. */
class EncodersIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String TEXT = "Every format carries the same words.";
    /** An MP3 stream begins with the codec's own delay, which only a file can tell. */
    private static final int MOST_DELAY = 1_500;

    @RegisterExtension
    static final DaemonExtension DAEMON = new DaemonExtension();

    @ParameterizedTest
    @CsvSource({"en_US-bourdon,wav,1", "en_US-bourdon,flac,1", "en_US-bourdon,mp3,0.98", "en_US-bourdon,opus,0.95",
        "en_US-tenor,mp3,0.98", "en_US-tenor,opus,0.95"})
    void a_file_of_a_format_holds_the_same_sound(String voice, String format, double likeness) throws Exception {
        try (NativeClient client = DAEMON.connect()) {
            Spoken plain = client.say(SpeakRequest.of(TEXT).voice(voice).withoutNoise(), PATIENCE);
            Spoken encoded = client.say(SpeakRequest.of(TEXT).voice(voice).withoutNoise().format(format).forFile(), PATIENCE);

            assertThat(encoded.format()).isEqualTo(format);
            assertThat(encoded.samples()).isEqualTo(plain.samples());
            assertThat(encoded.sampleRateHz()).isEqualTo(plain.sampleRateHz());
            Decoded decoded = decode(encoded);
            assertThat(decoded.samples()).as("decoded samples").hasSizeBetween((int) plain.samples(), (int) plain.samples() + 1);
            assertThat(TestSound.correlation(plain.floats(), decoded.samples())).as("likeness").isGreaterThanOrEqualTo(likeness - 1e-6);
        }
    }

    @ParameterizedTest
    @CsvSource({"wav,1", "flac,1", "mp3,0.98", "opus,0.95"})
    void a_stream_of_a_format_sounds_as_it_comes(String format, double likeness) throws Exception {
        try (NativeClient client = DAEMON.connect()) {
            Spoken plain = client.say(SpeakRequest.of(TEXT).withoutNoise(), PATIENCE);
            Speech speech = client.speak(SpeakRequest.of(TEXT).withoutNoise().format(format));
            speech.awaitFirstAudio(PATIENCE);
            Spoken encoded = speech.await(PATIENCE);

            // A reader of WAV complains about a length that is not told, for which there is no other way.
            float[] decoded = format.equals("wav") ? wavData(encoded.pcm()) : decode(encoded).samples();
            double best = IntStream.rangeClosed(0, format.equals("mp3") ? MOST_DELAY : 0)
                    .mapToDouble(delay -> TestSound.correlation(plain.floats(), Arrays.copyOfRange(decoded, delay, decoded.length))).max().orElseThrow();
            assertThat(best).as("likeness").isGreaterThanOrEqualTo(likeness - 1e-6);
            assertThat(encoded.toFirstAudio()).isPresent();
        }
    }

    /** Its frames know no beginning and no end: the codec's own sound is before and after. */
    @Test
    void aac_comes_from_the_ffmpeg_of_the_machine() throws Exception {
        Ffmpeg.assumePresent();
        try (NativeClient client = DAEMON.connect()) {
            Spoken plain = client.say(SpeakRequest.of(TEXT).withoutNoise(), PATIENCE);
            Spoken encoded = client.say(SpeakRequest.of(TEXT).withoutNoise().format("aac"), PATIENCE);

            float[] decoded = decode(encoded).samples();
            double best = IntStream.rangeClosed(0, MOST_DELAY)
                    .mapToDouble(delay -> TestSound.correlation(plain.floats(), Arrays.copyOfRange(decoded, delay, decoded.length))).max().orElseThrow();
            assertThat(best).as("likeness").isGreaterThanOrEqualTo(0.95);
            assertThat(DAEMON.get().process().descendants().filter(child -> child.info().command().orElse("").contains("ffmpeg"))).as("processes left").isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({"x.flac,,flac", "x.mp3,,mp3", "x.dat,opus,ogg"})
    void the_command_writes_the_format_that_a_file_s_name_ends_with(String name, String format, String kind, @TempDir Path work) throws Exception {
        Bourdon bourdon = new Bourdon(DAEMON.get().home(), work);
        Bourdon.Result result = format == null ? bourdon.run("say", TEXT, "--json", "-o", name) : bourdon.run("say", TEXT, "--json", "-o", name, "--format", format);

        assertThat(result.exit()).as("%s", result).isZero();
        JsonNode figures = new ObjectMapper().readTree(result.text());
        Decoded decoded = Ffmpeg.decode(Files.readAllBytes(work.resolve(name)), kind);
        assertThat(decoded.seconds()).as("seconds").isCloseTo(figures.path("samples").asDouble() / figures.path("sample_rate").asInt(), offset(0.0001));
        assertThat(files(work)).containsExactly(name);
    }

    @Test
    void a_format_that_nothing_here_encodes_is_refused_with_what_there_is() throws Exception {
        try (NativeClient client = DAEMON.connect()) {
            assertThatThrownBy(() -> client.say(SpeakRequest.of(TEXT).format("vorbis"), PATIENCE)).isInstanceOfSatisfying(NativeError.class, error -> {
                assertThat(error.errorName()).isEqualTo("UNSUPPORTED");
                assertThat(error).hasMessageContaining("vorbis").hasMessageContaining("s16le, f32le, wav").hasMessageContaining("flac")
                        .hasMessageContaining("mp3").hasMessageContaining("opus");
            });
        }
    }

    private static Decoded decode(Spoken encoded) throws Exception {
        return Ffmpeg.decode(encoded.pcm(), encoded.format().equals("opus") ? "ogg" : encoded.format(), encoded.sampleRateHz());
    }

    private static float[] wavData(byte[] wav) {
        return new Spoken("", 1, "s16le", Arrays.copyOfRange(wav, 44, wav.length), List.of(), Optional.empty(), "done",
                Optional.empty(), 0, 0).floats();
    }

    private static List<String> files(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }
}
