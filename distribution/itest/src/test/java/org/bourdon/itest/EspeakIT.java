package org.bourdon.itest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A Piper voice of another language than English, with espeak-ng and without. */
class EspeakIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String GERMAN = "Der Wind wehte die Blätter über die Straße. Wie geht es dir?";
    private static final String VOICE = "de_DE-twin";

    @BeforeAll
    static void assumeEspeak() {
        boolean there = Stream.of(System.getenv("PATH").split(":")).anyMatch(folder -> Files.isExecutable(Path.of(folder, "espeak-ng")));
        if ("true".equals(System.getenv("CI"))) {
            assertThat(there).as("espeak-ng is on the PATH").isTrue();
        }
        assumeTrue(there, "there is no espeak-ng on this machine");
    }

    @Test
    void a_german_voice_speaks_german_text_and_without_espeak_the_error_says_what_to_install() throws Exception {
        try (Home home = Home.fresh()) {
            germanVoice(home);
            Daemon daemon = Daemon.start(home);
            try (NativeClient client = daemon.connect()) {
                Spoken spoken = client.say(SpeakRequest.of(GERMAN).voice(VOICE).floats().withoutNoise(), PATIENCE);
                assertThat(spoken.outcome()).isEqualTo("done");
                assertThat(spoken.floats().length / (double) spoken.sampleRateHz()).as("seconds of sound").isBetween(2.0, 10.0);
                JsonNode said = client.call("pronounce", NativeClient.params().put("text", GERMAN).put("voice", VOICE)).path("sentences");
                assertThat(said.path(1).path("phonemes").asText()).isEqualTo("viː ɡˈeːt ɛs dˈiːɾ?");

                // As if it were not there; the daemon takes up the setting by itself.
                Files.createDirectories(home.folder().resolve("etc"));
                Files.writeString(home.folder().resolve("etc/org.bourdon.espeak.json"), "{\"program\": \"/nowhere/espeak-ng\"}");
                Await.until("espeak-ng is hidden", PATIENCE, () -> fails(client), home::log);
                assertThatThrownBy(() -> client.say(SpeakRequest.of(GERMAN).voice(VOICE).strict(), PATIENCE))
                        .isInstanceOfSatisfying(NativeError.class, error -> assertThat(error.errorName()).isEqualTo("UNSUPPORTED"))
                        .hasMessageContaining("apt install espeak-ng").message().doesNotContain("\n");
                assertThat(client.say("English goes on.").outcome()).isEqualTo("done");
            } finally {
                daemon.stop();
                daemon.process().destroyForcibly();
            }
        }
    }

    private static boolean fails(NativeClient client) throws IOException {
        try {
            client.say(SpeakRequest.of("Ja.").voice(VOICE).strict(), PATIENCE);
            return false;
        } catch (NativeError e) {
            return true;
        }
    }

    private static void germanVoice(Home home) throws IOException {
        Path twin = Distribution.twin("en_US-bourdon");
        Files.createDirectories(home.voices());
        Files.copy(twin, home.voices().resolve(VOICE + ".onnx"));
        String side = Files.readString(twin.resolveSibling("en_US-bourdon.onnx.json"));
        Files.writeString(home.voices().resolve(VOICE + ".onnx.json"),
                side.replaceAll("\"code\"\\s*:\\s*\"[^\"]*\"", "\"code\": \"de_DE\"")
                        .replaceAll("\"voice\"\\s*:\\s*\"[^\"]*\"", "\"voice\": \"de\""));
    }
}
