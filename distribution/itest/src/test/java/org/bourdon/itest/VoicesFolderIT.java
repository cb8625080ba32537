package org.bourdon.itest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Files that appear in the voices folder of a running daemon. */
class VoicesFolderIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String SENTENCE = "The wind blew the leaves across the road.";
    /** Where the start of the cut stream still lacks what the vocoder would have carried over from the silence. */
    private static final int SETTLING_SAMPLES = 1_200;

    @RegisterExtension
    static final DaemonExtension DAEMON = new DaemonExtension();

    @Test
    void the_files_of_a_voice_under_a_new_name_are_a_voice() throws Exception {
        copyShipped("en_US-bourdon", "my-voice");
        awaitUsable("my-voice");

        assertThat(speak("my-voice").floats()).isEqualTo(speak("en_US-bourdon").floats());
    }

    @Test
    void the_one_graph_twin_sounds_the_same() throws Exception {
        Path twin = Distribution.twin("en_US-bourdon");
        String dropped = "twin";
        Files.createDirectories(DAEMON.get().home().voices());
        Files.copy(twin, DAEMON.get().home().voices().resolve(dropped + ".onnx"));
        Files.copy(twin.resolveSibling("en_US-bourdon.onnx.json"), DAEMON.get().home().voices().resolve(dropped + ".onnx.json"));
        awaitUsable(dropped);

        Spoken whole = speak(dropped);
        Spoken steps = speak("en_US-bourdon");

        assertThat(whole.sampleRateHz()).isEqualTo(steps.sampleRateHz());
        assertThat(leastDifference(whole.floats(), steps.floats())).as("largest difference of a sample at the best alignment").isLessThanOrEqualTo(1e-5);
    }

    @Test
    void a_broken_model_is_a_voice_with_a_problem_and_nothing_else_suffers() throws Exception {
        Path json = Distribution.twin("en_US-bourdon").resolveSibling("en_US-bourdon.onnx.json");
        Files.createDirectories(DAEMON.get().home().voices());
        Files.write(DAEMON.get().home().voices().resolve("broken.onnx"), "this is no model".getBytes(StandardCharsets.UTF_8));
        Files.copy(json, DAEMON.get().home().voices().resolve("broken.onnx.json"));
        Await.until("the broken voice is known", PATIENCE, () -> voice("broken").isPresent(), VoicesFolderIT::known);

        assertThatThrownBy(() -> speak("broken")).isInstanceOfSatisfying(NativeError.class, error -> {
            assertThat(error.errorName()).isEqualTo("VOICE_BROKEN");
            assertThat(error.getMessage()).contains("broken").doesNotContain("\n");
        });
        assertThat(voice("broken").orElseThrow().path("problem").asText()).isNotBlank();
        assertThat(speak("en_US-bourdon").outcome()).isEqualTo("done");
    }

    @Test
    void a_side_file_that_does_not_fit_its_model_is_a_voice_with_a_problem() throws Exception {
        Path folder = copyShipped("en_US-tenor", "unfit");
        Path json = folder.resolve("unfit.streaming.json");
        Files.writeString(json, Files.readString(json).replaceAll("\"frame_width\"\\s*:\\s*\\d+", "\"frame_width\": 7"));
        Await.until("the unfit voice is known", PATIENCE, () -> voice("unfit").isPresent(), VoicesFolderIT::known);

        assertThatThrownBy(() -> speak("unfit")).isInstanceOfSatisfying(NativeError.class, error -> {
            assertThat(error.errorName()).isEqualTo("VOICE_BROKEN");
            assertThat(error.getMessage()).doesNotContain("\n");
        });
        assertThat(speak("en_US-tenor").outcome()).isEqualTo("done");
    }

    @Test
    void a_side_file_that_is_no_json_is_a_voice_with_a_problem() throws Exception {
        Files.createDirectories(DAEMON.get().home().voices());
        Files.copy(Distribution.twin("en_US-bourdon"), DAEMON.get().home().voices().resolve("scribble.onnx"));
        Files.writeString(DAEMON.get().home().voices().resolve("scribble.onnx.json"), "{ \"audio\": ");
        Await.until("the scribbled voice is known", PATIENCE, () -> voice("scribble").isPresent(), VoicesFolderIT::known);

        assertThatThrownBy(() -> speak("scribble")).isInstanceOfSatisfying(NativeError.class,
                error -> assertThat(error.errorName()).isEqualTo("VOICE_BROKEN"));
        try (NativeClient client = DAEMON.connect()) {
            Spoken standIn = client.say(SpeakRequest.of(SENTENCE).voice("scribble"), PATIENCE);
            assertThat(standIn.voice()).as("who speaks when nobody insists").isEqualTo("en_US-bourdon");
        }
    }

    @Test
    void a_voice_whose_files_go_is_no_voice_any_more() throws Exception {
        Path folder = copyShipped("en_US-tenor", "passing");
        awaitUsable("passing");

        new Home(folder).close();

        Await.until("the voice is gone", PATIENCE, () -> voice("passing").isEmpty(), VoicesFolderIT::known);
        assertThatThrownBy(() -> speak("passing")).isInstanceOfSatisfying(NativeError.class,
                error -> assertThat(error.errorName()).isEqualTo("VOICE_NOT_FOUND"));
    }

    private static Path copyShipped(String from, String to) throws IOException {
        Path source = Distribution.assembled().folder().resolve("voices").resolve(from);
        Path target = Files.createDirectories(DAEMON.get().home().voices().resolve(to));
        try (Stream<Path> files = Files.list(source)) {
            for (Path file : files.filter(f -> f.getFileName().toString().startsWith(from)).toList()) {
                Path copy = target.resolve(file.getFileName().toString().replace(from, to));
                if (file.toString().endsWith(".json")) {
                    Files.writeString(copy, Files.readString(file).replace(from, to));
                } else {
                    Files.copy(file, copy);
                }
            }
        }
        return target;
    }

    private static double leastDifference(float[] whole, float[] cut) {
        double least = Double.MAX_VALUE;
        for (int shift = 0; shift <= whole.length - cut.length + SETTLING_SAMPLES && shift < 8_000; shift++) {
            double worst = 0;
            for (int i = SETTLING_SAMPLES; i < cut.length && i + shift < whole.length && worst < least; i++) {
                worst = Math.max(worst, Math.abs(whole[i + shift] - cut[i]));
            }
            least = Math.min(least, worst);
        }
        return least;
    }

    private static Spoken speak(String voice) throws IOException, NativeError {
        try (NativeClient client = DAEMON.connect()) {
            return client.say(SpeakRequest.of(SENTENCE).voice(voice).strict().floats().withoutNoise(), PATIENCE);
        }
    }

    private static void awaitUsable(String name) {
        Await.until("voice " + name + " is there and has no problem", PATIENCE,
                () -> voice(name).filter(voice -> !voice.has("problem")).isPresent(), VoicesFolderIT::known);
    }

    private static Optional<JsonNode> voice(String name) throws IOException, NativeError {
        try (NativeClient client = DAEMON.connect()) {
            for (JsonNode voice : client.voices()) {
                if (voice.path("name").asText().equals(name)) {
                    return Optional.of(voice);
                }
            }
            return Optional.empty();
        }
    }

    private static String known() {
        try (NativeClient client = DAEMON.connect()) {
            return client.voices().toPrettyString();
        } catch (IOException | NativeError e) {
            return e.toString();
        }
    }
}
