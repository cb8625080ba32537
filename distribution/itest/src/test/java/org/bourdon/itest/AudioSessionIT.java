package org.bourdon.itest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Clients that bring their own audio, over each of the ways in; what is played goes into files. */
class AudioSessionIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int BYTES_A_SECOND = 48_000;
    private static final int HEAD = 44;

    private static Home home;
    private static Daemon daemon;

    @BeforeAll
    static void start() throws IOException {
        home = Home.fresh();
        Files.createDirectories(home.folder().resolve("etc"));
        Files.writeString(home.folder().resolve("etc/sessions.json"), "{\"sink\": \"file\", \"resume.ms\": 1500, \"buffer.ms\": 1000}");
        daemon = Daemon.launchWithHttp(home);
        daemon.awaitGreeting();
    }

    @AfterAll
    static void stop() throws IOException, NativeError {
        try {
            daemon.stop();
        } finally {
            daemon.process().destroyForcibly();
            home.close();
        }
    }

    @AfterEach
    void nothing_is_left_of_any_session() {
        Await.until("no session is left", PATIENCE, () -> daemon.status().path("audio_sessions").isEmpty(), home::log);
    }

    @Test
    void a_launcher_plays_in_real_time_and_at_full_speed() throws Exception {
        playAsLauncher(1_000, 1_800);
    }

    @Test
    @Tag("soak")
    void a_launcher_plays_ten_seconds_in_real_time_and_at_full_speed() throws Exception {
        playAsLauncher(10_000, 10_000);
    }

    private static void playAsLauncher(int realMillis, int fullMillis) throws Exception {
        Node.assumeThere();
        JsonNode client = launchers(1, "{\"pace\":\"real\",\"millis\":%d},{\"pace\":\"full\",\"millis\":%d}".formatted(realMillis, fullMillis)).getFirst();

        assertThat(client.at("/welcome/message").asText()).isNotBlank();
        assertThat(client.at("/welcome/clientId").asText()).isNotBlank();
        assertThat(client.at("/after/sessionActive").asBoolean(true)).as("a session after all were stopped").isFalse();
        for (int i = 0; i < 2; i++) {
            JsonNode played = client.path("played").path(i);
            isTrue(client, played);
            assertThat(played.path("tookMillis").asInt()).as("paced: millis of session %d", i)
                    .isGreaterThanOrEqualTo(played.path("sent").asInt() * 1_000 / BYTES_A_SECOND);
        }
        JsonNode full = client.path("played").path(1);
        assertThat(full.at("/stopped/stats/underruns").asInt()).as("underruns of what came at once").isZero();
        assertThat(full.at("/status/sessionStats/framesPlayed").asInt()).as("frames heard when all had been taken, with a second buffered and 20 ms on their way")
                .isGreaterThanOrEqualTo(full.path("sent").asInt() / 2 - 24_000 - 480);
        for (JsonNode played : client.path("played")) {
            byte[] sent = expected(played.path("sent").asInt());
            assertThat(recordings()).as("files with what was sent, of %d", recordings().size()).anyMatch(file -> Arrays.equals(sound(file), sent));
        }
    }

    @Test
    void twelve_launchers_play_beside_four_clients_that_speak() throws Exception {
        Node.assumeThere();
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            List<Future<Spoken>> speaking = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                speaking.add(threads.submit(() -> {
                    try (NativeClient client = daemon.connect()) {
                        return client.say(SpeakRequest.of("The table by the window is free. It is yours until nine."), PATIENCE);
                    }
                }));
            }
            List<JsonNode> clients = launchers(12, "{\"pace\":\"real\",\"millis\":1500}");

            assertThat(clients).hasSize(12).extracting(client -> client.at("/welcome/clientId").asText()).doesNotHaveDuplicates();
            for (JsonNode client : clients) {
                isTrue(client, client.path("played").path(0));
            }
            for (Future<Spoken> spoken : speaking) {
                assertThat(spoken.get(PATIENCE.toSeconds(), TimeUnit.SECONDS).outcome()).isEqualTo("done");
            }
        }
    }

    @Test
    void a_launcher_that_is_killed_leaves_nothing_behind() throws Exception {
        Node.assumeThere();
        Process launcher = Node.start("launcher.js", socket("/"), "{\"die\":true}");
        try {
            BufferedReader out = new BufferedReader(new InputStreamReader(launcher.getInputStream(), StandardCharsets.UTF_8));
            assertThat(out.readLine()).isEqualTo("playing");
            Await.until("its audio arrives", PATIENCE, () -> daemon.status().at("/audio_sessions/0/bytes_received").asLong() > 9_000, home::log);
        } finally {
            launcher.destroyForcibly().waitFor();
        }
        Await.until("its session is gone", Duration.ofSeconds(10), () -> daemon.status().path("audio_sessions").isEmpty(), home::log);
    }

    @Test
    void a_session_on_a_web_socket_outlives_its_connection_and_echoes_what_is_played() throws Exception {
        Node.assumeThere();
        JsonNode told = JSON.readTree(Node.run(PATIENCE, "native-session.js", socket("/ws")));

        assertThat(told.path("echoBytes").asInt()).isEqualTo(48_000);
        assertThat(told.path("echoIsTrue").asBoolean()).as("the echo is what was sent").isTrue();
        assertThat(told.at("/attached/bytes_received").asInt()).as("received before the connection broke").isEqualTo(24_000);
        assertThat(told.path("refused").asText()).contains("no audio session", "with this token");
        assertThat(told.at("/ended/outcome").asText()).as("%s", told).isEqualTo("played");
        assertThat(told.at("/ended/frames_played").asInt()).isEqualTo(24_000);
        assertThat(told.at("/ended/bytes_received").asInt()).isEqualTo(48_000);
    }

    @Test
    void a_session_on_the_unix_socket_plays_what_follows_its_messages() throws Exception {
        byte[] sound = expected(BYTES_A_SECOND);
        try (NativeClient client = daemon.connect()) {
            JsonNode opened = client.call("session.open", NativeClient.params().put("echo", true));
            String session = opened.path("session").asText();
            assertThat(opened.path("sink").asText()).isEqualTo("file");
            for (int at = 0; at < sound.length; at += 4_097) {
                client.push(session, Arrays.copyOfRange(sound, at, Math.min(sound.length, at + 4_097)));
            }
            client.call("session.close", NativeClient.params().put("session", session));
            byte[] echo = client.awaitEcho(session, sound.length, PATIENCE);
            JsonNode ended = client.awaitSessionEnd(session, PATIENCE);

            assertThat(Arrays.equals(echo, sound)).as("the echo is what was sent").isTrue();
            assertThat(ended.path("outcome").asText()).isEqualTo("played");
            assertThat(ended.path("bytes_received").asInt()).isEqualTo(sound.length);
            assertThat(ended.path("chunks").asInt()).isEqualTo(12);
            assertThat(client.say("Still here.").outcome()).as("speech on the same connection").isEqualTo("done");
        }
    }

    @Test
    void a_client_that_vanishes_from_the_unix_socket_leaves_nothing_behind_after_the_time_to_come_back() throws Exception {
        NativeClient client = daemon.connect();
        ObjectNode open = NativeClient.params().put("sample_rate", 8_000);
        String session = client.call("session.open", open).path("session").asText();
        client.push(session, new byte[3_999]);
        client.vanish();

        Await.until("it waits for its client", PATIENCE, () -> !daemon.status().at("/audio_sessions/0/attached").asBoolean(true), home::log);
        Await.until("it is gone", Duration.ofSeconds(10), () -> daemon.status().path("audio_sessions").isEmpty(), home::log);
    }

    private static void isTrue(JsonNode client, JsonNode played) {
        JsonNode stats = played.at("/stopped/stats");
        assertThat(played.at("/started/clientId")).isEqualTo(client.at("/welcome/clientId"));
        assertThat(played.at("/started/audioFormat").toString()).isEqualTo("{\"format\":\"pcm\",\"sampleRate\":24000,\"channels\":1,\"bitDepth\":16}");
        assertThat(played.at("/status/sessionActive").asBoolean()).isTrue();
        assertThat(played.at("/status/connected").asBoolean()).isTrue();
        assertThat(played.at("/status/sessionStats/bytesReceived")).as("in the status").isEqualTo(played.path("sent"));
        assertThat(stats.path("bytesReceived")).isEqualTo(played.path("sent"));
        assertThat(stats.path("chunksProcessed")).isEqualTo(played.path("chunks"));
        assertThat(stats.path("framesPlayed").asInt()).isEqualTo(played.path("sent").asInt() / 2);
        assertThat(stats.path("endTime").asLong()).isGreaterThan(stats.path("startTime").asLong());
    }

    private static List<JsonNode> launchers(int clients, String sessions) throws Exception {
        String printed = Node.run(PATIENCE.multipliedBy(2), "launcher.js", socket("/"), "{\"clients\":%d,\"sessions\":[%s]}".formatted(clients, sessions));
        List<JsonNode> told = new ArrayList<>();
        for (String line : printed.lines().toList()) {
            told.add(JSON.readTree(line));
        }
        return told;
    }

    private static String socket(String path) {
        return daemon.http().toString().replaceFirst("^http", "ws") + path;
    }

    private static List<byte[]> recordings() throws IOException {
        List<byte[]> files = new ArrayList<>();
        try (Stream<Path> all = Files.list(home.folder().resolve("recordings"))) {
            for (Path file : all.toList()) {
                files.add(Files.readAllBytes(file));
            }
        }
        return files;
    }

    private static byte[] sound(byte[] wav) {
        return Arrays.copyOfRange(wav, HEAD, wav.length);
    }

    /** As the programs in Node make it. */
    private static byte[] expected(int bytes) {
        byte[] sound = new byte[bytes];
        for (int i = 0; i < bytes; i++) {
            sound[i] = (byte) (i * 31 + (i >> 8));
        }
        return sound;
    }
}
