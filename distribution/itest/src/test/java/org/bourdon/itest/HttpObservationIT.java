package org.bourdon.itest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/** What the daemon says of itself over HTTP is true, and everything that it answers there is as its own description has it. */
class HttpObservationIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String VOICE = "en_US-bourdon";

    @RegisterExtension
    static final DaemonExtension DAEMON = DaemonExtension.withHttp();

    private static HttpApi http;
    private static ApiDescription api;

    @BeforeAll
    static void connect() throws Exception {
        http = new HttpApi(DAEMON.get().http());
        api = new ApiDescription(HttpApi.json(http.get("/openapi.json")));
        Await.until("the daemon is ready", PATIENCE, () -> http.get("/ready").statusCode() == 200);
    }

    @AfterAll
    static void hangUp() {
        if (http != null) {
            http.close();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/health", "/ready", "/status", "/metrics", "/openapi.json", "/v1/models", "/v1/models/tts-1", "/v1/models/nobody", "/v1/audio/voices", "/page/nothing.js"})
    void what_is_asked_for_is_answered_as_described(String path) throws Exception {
        api.describes("GET", path, http.get(path));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "200 | {'model':'tts-1','input':'Hello.','voice':'alloy'}",
        "200 | {'model':'tts-1','input':'Hello.','voice':{'id':'en_US-tenor'},'response_format':'wav','speed':1.5,'stream':false}",
        "200 | {'model':'tts-1','input':'Hello.','voice':'alloy','response_format':'pcm','instructions':'Softly.'}",
        "200 | {'model':'tts-1','input':'Hello.','voice':'alloy','response_format':'opus'}",
        "200 | {'model':'tts-1','input':'Hello.','voice':'alloy','response_format':'flac'}",
        "400 | {'model':'tts-1','input':'Hello.','voice':'nobody'}",
        "400 | {'model':'tts-1','input':' ','voice':'alloy'}",
        "400 | {'model':'tts-1','input':'Hello.','voice':'alloy','response_format':'midi'}",
        "400 | {'model':'tts-1','input':'Hello.','voice':'alloy','speed':9}",
        "400 | {'voice':'alloy'}",
        "400 | no JSON"})
    void speech_and_its_errors_come_as_described(int status, String body) throws Exception {
        HttpResponse<byte[]> answer = http.post("/v1/audio/speech", body.replace('\'', '"'));

        assertThat(answer.statusCode()).as(body + " → " + HttpApi.text(answer)).isEqualTo(status);
        api.describes("POST", "/v1/audio/speech", answer);
    }

    @Test
    void what_is_said_to_be_valid_is_taken_and_events_come_as_described() throws Exception {
        String body = "{\"model\":\"tts-1\",\"input\":\"Hello. Are you there?\",\"voice\":\"alloy\",\"response_format\":\"pcm\",\"stream_format\":\"sse\"}";
        api.fits("a request", new ObjectMapper().readTree(body), "#/components/schemas/SpeechRequest");

        HttpResponse<byte[]> answer = http.post("/v1/audio/speech", body);

        api.describes("POST", "/v1/audio/speech", answer);
        List<JsonNode> events = new ArrayList<>();
        for (String line : HttpApi.text(answer).split("\n\n")) {
            assertThat(line).startsWith("data: ");
            events.add(new ObjectMapper().readTree(line.substring("data: ".length())));
        }
        assertThat(events).hasSizeGreaterThan(2).allSatisfy(event -> api.fits("an event", event, "#/components/schemas/SpeechEvent"));
        assertThat(events.getLast().path("type").asText()).isEqualTo("speech.audio.done");
    }

    @Test
    void everything_served_is_described_and_everything_described_is_served() throws Exception {
        ServedRoutes served = ServedRoutes.of(Distribution.assembled().folder());
        Set<String> described = api.operations();

        assertThat(served.operations()).as("what components serve").contains("GET /health", "POST /v1/audio/speech");
        Set<String> undescribed = served.operations().stream().filter(route -> described.stream().noneMatch(one -> covers(route, one))).collect(Collectors.toSet());
        assertThat(undescribed).as("served and not described").isEmpty();
        Set<String> unserved = described.stream().filter(one -> served.operations().stream().noneMatch(route -> covers(route, one))).collect(Collectors.toSet());
        assertThat(unserved).as("described and not served").isEmpty();
        assertThat(served.sockets()).as("WebSockets told of").allSatisfy(path -> assertThat(api.prose()).contains("- `" + path + "`:"));
    }

    /** A route that ends in a star stands for what is below it, and for the path itself. */
    private static boolean covers(String route, String operation) {
        String filled = operation.replaceAll("\\{[^}]*}", "x");
        return route.endsWith("/*") ? (filled + "/").startsWith(route.substring(0, route.length() - 1)) : route.equals(operation);
    }

    @Test
    void health_and_status_have_what_audio_clients_look_for() throws Exception {
        long before = System.currentTimeMillis();
        JsonNode health = HttpApi.json(http.get("/health"));
        JsonNode status = HttpApi.json(http.get("/status"));

        assertThat(health.path("status").asText()).isEqualTo("healthy");
        assertThat(health.path("timestamp").asLong()).as("milliseconds since 1970").isBetween(before, System.currentTimeMillis());
        assertThat(health.path("uptime").asLong()).as("milliseconds since the start").isPositive();
        assertThat(status.path("port").asInt()).isEqualTo(http.port());
        assertThat(status.path("pid").asLong()).isEqualTo(DAEMON.get().process().pid());
        assertThat(status.path("clients").isArray() && status.path("sessions").isArray()).as("clients and sessions are lists").isTrue();
    }

    @Test
    void the_figures_are_those_of_what_was_done() throws Exception {
        Figures before = figures();
        int spoken = 3;
        for (int i = 0; i < spoken; i++) {
            http.post("/v1/audio/speech", "{\"model\":\"m\",\"input\":\"Count me. And me.\",\"voice\":\"" + VOICE + "\",\"response_format\":\"pcm\"}");
        }
        http.post("/v1/audio/speech", "{\"model\":\"m\",\"input\":\"Hello.\",\"voice\":\"nobody\"}");
        try (NativeClient client = DAEMON.connect()) {
            Speech book = client.speak("A sentence that goes on and on, of which there are many. ".repeat(200));
            book.awaitFirstAudio(PATIENCE);
            client.cancel(book);
            book.await(PATIENCE);
        }
        Figures after = figures();

        assertThat(increase(before, after, "bourdon_requests_total", "voice", VOICE, "outcome", "done")).as("spoken").isEqualTo(spoken);
        assertThat(increase(before, after, "bourdon_requests_total", "voice", VOICE, "outcome", "cancelled")).as("cancelled").isEqualTo(1);
        assertThat(increase(before, after, "bourdon_cancellations_total", "reason", "asked")).as("cancelled by asking").isEqualTo(1);
        assertThat(increase(before, after, "bourdon_requests_refused_total", "code", "voice_not_found")).as("refused").isEqualTo(1);
        double heard = after.count("bourdon_first_audio_seconds", "voice", VOICE) - before.count("bourdon_first_audio_seconds", "voice", VOICE);
        assertThat(heard).as("first sounds").isEqualTo(spoken + 1);
        double parts = 0;
        for (String part : List.of("text", "queue", "inference")) {
            parts += after.sum("bourdon_first_audio_part_seconds", "voice", VOICE, "part", part);
        }
        assertThat(parts).as("seconds of all parts").isCloseTo(after.sum("bourdon_first_audio_seconds", "voice", VOICE), within(1e-6));
        assertThat(after.count("bourdon_first_audio_part_seconds", "voice", VOICE, "part", "encode")
                - before.count("bourdon_first_audio_part_seconds", "voice", VOICE, "part", "encode")).as("first sounds encoded").isEqualTo(spoken + 1);
        double audio = increase(before, after, "bourdon_audio_seconds_total", "voice", VOICE);
        double inference = increase(before, after, "bourdon_inference_seconds_total", "voice", VOICE);
        assertThat(inference / audio).as("real-time factor").isBetween(0.001, 1.0);
        assertThat(increase(before, after, "bourdon_encoded_audio_seconds_total", "format", "s16le")).as("seconds encoded").isPositive().isLessThanOrEqualTo(audio + 10);
        assertThat(after.value("process_resident_memory_bytes")).isGreaterThan(10 << 20);
        assertThat(after.value("bourdon_models", "state", "loaded")).isGreaterThanOrEqualTo(1);
        assertThat(after.value("bourdon_ready")).isEqualTo(1);
    }

    @Test
    void the_native_api_tells_the_same_figures() throws Exception {
        try (NativeClient client = DAEMON.connect()) {
            JsonNode metrics = client.call("metrics", NativeClient.params());

            assertThat(metrics.path("content_type").asText()).isEqualTo(http.get("/metrics").headers().firstValue("Content-Type").orElseThrow());
            assertThat(Figures.parse(metrics.path("text").asText()).families().keySet()).isEqualTo(figures().families().keySet());
        }
    }

    @Test
    void whoever_asks_is_answered_while_every_lane_is_busy() throws Exception {
        try (NativeClient client = DAEMON.connect()) {
            List<Speech> books = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                books.add(client.speak("A sentence that goes on and on, of which there are many. ".repeat(100)));
            }
            books.getFirst().awaitFirstAudio(PATIENCE);
            long start = System.nanoTime();
            for (String path : List.of("/health", "/ready", "/status", "/metrics")) {
                assertThat(http.get(path).statusCode()).as(path).isEqualTo(200);
            }
            assertThat(Duration.ofNanos(System.nanoTime() - start)).as("four answers").isLessThan(Duration.ofSeconds(2));
            assertThat(figures().value("bourdon_requests_active")).as("under way").isEqualTo(8);
            for (Speech book : books) {
                client.cancel(book);
                book.await(PATIENCE);
            }
        }
    }

    private static double increase(Figures before, Figures after, String name, String... labels) {
        return after.value(name, labels) - before.value(name, labels);
    }

    private static Figures figures() throws Exception {
        HttpResponse<byte[]> answer = http.get("/metrics");
        assertThat(answer.headers().firstValue("Content-Type")).contains("text/plain; version=0.0.4; charset=utf-8");
        return Figures.parse(HttpApi.text(answer));
    }
}
