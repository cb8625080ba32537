package org.bourdon.itest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;

import org.bourdon.engine.contract.OnnxGraphs;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Models that compute for minutes: one that can be stopped, and one that cannot. */
@Timeout(180)
@Tag("alone")
class LostLaneIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration DEADLINE = Duration.ofMillis(200);
    /** In which a step begins, however busy the machine is. */
    private static final Duration LONG_DEADLINE = Duration.ofMillis(1_500);
    private static final Duration GRACE = Duration.ofMillis(500);
    private static final String SHORT = "Hi.";
    private static final String ENDLESS = "The wind blew the brown leaves across the long and empty road";
    /** More ids than the short text has, fewer than the first piece of the other. */
    private static final int FREE = 20;

    @Test
    void a_model_that_loops_for_minutes_ends_at_its_deadline_and_frees_its_lane() throws Exception {
        try (Home home = home("looping", OnnxGraphs.loopingVoice(FREE, 100_000_000L)); Daemon daemon = Daemon.start(home);
             NativeClient client = daemon.connect()) {
            client.say(SpeakRequest.of(SHORT).voice("looping"), PATIENCE);
            double[] late = new double[10];
            double[] freed = new double[late.length];
            for (int round = 0; round < late.length; round++) {
                long begin = System.nanoTime();
                assertThatThrownBy(() -> client.say(SpeakRequest.of(ENDLESS).voice("looping").deadline(DEADLINE), PATIENCE))
                        .isInstanceOfSatisfying(NativeError.class, error -> assertThat(error.errorName()).isEqualTo("DEADLINE_EXCEEDED"));
                late[round] = millisSince(begin) - DEADLINE.toMillis();
                // The only lane: it speaks again once it is free.
                client.say(SpeakRequest.of(SHORT).voice("looping"), PATIENCE);
                freed[round] = millisSince(begin) - DEADLINE.toMillis();
            }
            Arrays.sort(late);
            Arrays.sort(freed);
            System.out.printf("a model that loops for minutes: cancelled %.1f ms after its deadline (slowest of 10 %.1f), "
                    + "next request on its lane spoken %.1f ms after it (slowest %.1f)%n", late[5], late[9], freed[5], freed[9]);
            // The median, since machines do other things, too.
            assertThat(late[5]).as("milliseconds from deadline to the answer").isLessThan(100);
            assertThat(freed[5]).as("milliseconds from deadline to the end of the next request on that lane").isLessThan(200);
            assertThat(engine(daemon).path("lost").asInt()).as("lanes lost").isZero();

            NativeClient passing = daemon.connect();
            passing.speak(SpeakRequest.of(ENDLESS).voice("looping"));
            Await.until("the lane is busy", PATIENCE, () -> isBusy(daemon));
            passing.vanish();
            long begin = System.nanoTime();
            Await.until("the lane is free", PATIENCE, () -> !isBusy(daemon));
            System.out.printf("a client that vanishes frees the lane within %.0f ms%n", millisSince(begin));
            assertThat(millisSince(begin)).as("milliseconds from the client's end to a free lane").isLessThan(500);
        }
    }

    @Test
    void a_call_that_nothing_stops_costs_its_request_and_a_thread_but_neither_the_engine_nor_the_leaving() throws Exception {
        try (Home home = home("deaf", OnnxGraphs.deafVoice(FREE, 10_000))) {
            Daemon daemon = Daemon.start(home);
            try (NativeClient client = daemon.connect()) {
                client.say(SpeakRequest.of(SHORT).voice("deaf"), PATIENCE);
                long begin = System.nanoTime();
                assertThatThrownBy(() -> client.say(SpeakRequest.of(ENDLESS).voice("deaf").deadline(LONG_DEADLINE), PATIENCE))
                        .isInstanceOfSatisfying(NativeError.class, error -> assertThat(error.errorName()).isEqualTo("DEADLINE_EXCEEDED"));

                assertThat(client.say(SpeakRequest.of(SHORT), PATIENCE).outcome()).as("a request that waited for the lane").isEqualTo("done");
                System.out.printf("a call that nothing stops: the next request on its lane was spoken %.0f ms after the deadline (grace %d ms)%n",
                        millisSince(begin) - LONG_DEADLINE.toMillis(), GRACE.toMillis());
                JsonNode engine = engine(daemon);
                assertThat(engine.path("lost").asInt()).as("lanes lost").isEqualTo(1);
                assertThat(engine.path("lanes")).hasSize(1);
                assertThat(engine.path("lanes").path(0).path("name").asText()).isEqualTo("lane-onnx-cpu0");
            } finally {
                daemon.stop();
            }
            assertThat(daemon.process().exitValue()).as("exit code of a daemon that left past a lost lane").isZero();
            assertThat(filesIn(home.folder())).as("no crash was reported").noneMatch(file -> file.startsWith("hs_err"));
        }
    }

    @Test
    void a_device_that_is_not_there_is_named_with_the_reason_and_the_next_one_is_used() throws Exception {
        try (Home home = Home.fresh()) {
            configure(home, "org.bourdon.onnx", "{\"device\": \"cuda:0,cpu\"}");
            try (Daemon daemon = Daemon.start(home); NativeClient client = daemon.connect()) {
                assertThat(client.say(SpeakRequest.of(SHORT), PATIENCE).outcome()).isEqualTo("done");

                JsonNode engine = engine(daemon);
                assertThat(engine.path("device").asText()).isEqualTo("cpu");
                assertThat(engine.path("fallback").asText()).startsWith("runs on cpu and not on cuda:0 (").contains("CUDAExecutionProvider");
                assertThat(engine.path("devices").path(0).path("available").asBoolean()).isFalse();
                assertThat(home.log()).containsPattern("WARN .*engine onnx runs on cpu and not on cuda:0");

                configure(home, "org.bourdon.onnx", "{\"device\": \"cuda:0,mps\"}");
                Await.until("the engine has no device", PATIENCE, () -> engine(daemon).path("problem").asText().contains("can use none of its devices"),
                        home::log);
                assertThatThrownBy(() -> client.say(SpeakRequest.of(SHORT), PATIENCE)).isInstanceOfSatisfying(NativeError.class, error -> {
                    assertThat(error.errorName()).isEqualTo("ENGINE_UNAVAILABLE");
                    assertThat(error.getMessage()).contains("cuda:0 (").contains("mps (").doesNotContain("\n");
                });

                configure(home, "org.bourdon.onnx", "{\"device\": \"gpu\"}");
                Await.until("the wrong word is reported", PATIENCE,
                        () -> home.log().contains("\"gpu\" in device \"gpu\" is no device; valid are cpu, cuda:0"), home::log);

                configure(home, "org.bourdon.onnx", "{\"device\": \"cpu\"}");
                Await.until("the voice is back", PATIENCE, () -> client.call("health", NativeClient.params()).path("ready").asBoolean(), home::log);
                assertThat(client.say(SpeakRequest.of(SHORT), PATIENCE).outcome()).isEqualTo("done");
                assertThat(engine(daemon).path("fallback").isNull()).isTrue();
            }
        }
    }

    private static Home home(String voice, byte[] model) throws IOException {
        Home home = Home.fresh();
        configure(home, "org.bourdon.lanes", "{\"cpu.lanes\": 1, \"stop.grace.ms\": " + GRACE.toMillis() + "}");
        Path voices = Files.createDirectories(home.voices());
        Files.write(voices.resolve(voice + ".onnx"), model);
        Path side = Distribution.twin("en_US-bourdon").resolveSibling("en_US-bourdon.onnx.json");
        Files.copy(side, voices.resolve(voice + ".onnx.json"));
        return home;
    }

    private static void configure(Home home, String pid, String json) throws IOException {
        Files.writeString(Files.createDirectories(home.folder().resolve("etc")).resolve(pid + ".json"), json);
    }

    private static JsonNode engine(Daemon daemon) throws IOException, NativeError {
        return daemon.status().path("engines").path(0);
    }

    private static boolean isBusy(Daemon daemon) throws IOException, NativeError {
        return !engine(daemon).path("lanes").path(0).path("current_job_ms").isNull();
    }

    private static List<String> filesIn(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    private static double millisSince(long begin) {
        return (System.nanoTime() - begin) / 1e6;
    }
}
