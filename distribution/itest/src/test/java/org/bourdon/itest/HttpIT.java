package org.bourdon.itest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import com.fasterxml.jackson.databind.JsonNode;

/** HTTP and WebSocket as the daemon serves them: who is let in, what misuse costs, and the same sound as on the unix socket. */
class HttpIT {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final byte[] NOTHING = {};
    private static final int LONGEST_BODY = 100_000;
    private static final int IDLE_SOCKETS = 1_000;
    private static final int IDLE_CONNECTIONS = 64;
    /** Longer than the daemon takes to give back what it has freed. */
    private static final Duration FREED_AFTER = Duration.ofSeconds(6);
    private static final String BOOK = "A book of many sentences goes on and on. ".repeat(500);

    @RegisterExtension
    static final DaemonExtension DAEMON = DaemonExtension.withHttp().with("org.bourdon.http", """
            {"allowed.origins": ["https://example.org"], "header.time.s": 1, "max.body.bytes": %d, "max.header.bytes": 4096}""".formatted(LONGEST_BODY));

    private URI daemon;
    private String host;

    @BeforeEach
    void address() {
        daemon = DAEMON.get().http();
        host = "Host: " + daemon.getAuthority();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", value = {
        "GET /v1/models|Host: evil.example|-|403|host_not_allowed", "GET /v1/models|Origin: https://evil.example|-|403|origin_not_allowed",
        "GET /|Origin: null|-|403|origin_not_allowed", "POST /v1/audio/speech|Origin: https://evil.example|{}|403|origin_not_allowed",
        "OPTIONS /v1/audio/speech|Origin: https://evil.example|-|403|origin_not_allowed",
        "GET /nothing/here|-|-|404|not_found", "GET /page/../../etc/passwd|-|-|400|http_400", "GET /page/none.js|-|-|404|not_found",
        "DELETE /v1/models|-|-|405|method_not_allowed", "GET /v1/audio/speech|-|-|405|method_not_allowed",
        "POST /v1/audio/speech|-|garbage|400|invalid_request", "POST /v1/audio/speech|-|-|400|invalid_request", "POST /v1/audio/speech|-|[]|400|invalid_request",
        "POST /v1/audio/speech|-|{\"model\":\"m\",\"voice\":\"nova\"}|400|invalid_request",
        "POST /v1/audio/speech|-|{\"model\":\"m\",\"voice\":\"nova\",\"input\":\" \"}|400|text_empty",
        "POST /v1/audio/speech|-|{\"model\":\"m\",\"voice\":\"nobody\",\"input\":\"Hi.\"}|400|voice_not_found",
        "POST /v1/audio/speech|-|{\"model\":\"m\",\"voice\":\"nova\",\"input\":\"Hi.\",\"response_format\":\"vorbis\"}|400|unsupported",
        "GET /nothing|Upgrade: websocket|-|404|not_found", "GET /ws|Upgrade: websocket|-|400|bad_handshake", "GET|-|-|505|http_505"})
    void what_cannot_be_served_gets_an_error_of_one_line(String request, String header, String body, int status, String code) throws Exception {
        byte[] sent = body == null ? NOTHING : body.getBytes(StandardCharsets.UTF_8);
        List<String> lines = new ArrayList<>(List.of(request + " HTTP/1.1", "Connection: close", "Content-Length: " + sent.length));
        if (header == null || !header.startsWith("Host")) {
            lines.add(host);
        }
        if (header != null) {
            lines.add(header.equals("Upgrade: websocket") ? header + "\r\nConnection: Upgrade" : header);
        }
        isRefused(RawHttp.ask(daemon, sent, lines.toArray(String[]::new)), status, code);
    }

    @Test
    void what_is_too_long_or_broken_is_refused_before_it_is_read() throws Exception {
        isRefused(RawHttp.ask(daemon, NOTHING, "GET /v1/models HTTP/1.1", host, "Connection: close", "X-Long: " + "x".repeat(5_000)), 431, "http_431");
        isRefused(RawHttp.ask(daemon, NOTHING, "POST /v1/audio/speech HTTP/1.1", host, "Content-Length: 99999999999"), 400, "invalid_request");
        isRefused(RawHttp.ask(daemon, (Integer.toHexString(LONGEST_BODY + 1) + "\r\n" + "x".repeat(LONGEST_BODY + 1)).getBytes(StandardCharsets.US_ASCII),
                "POST /v1/audio/speech HTTP/1.1", host, "Transfer-Encoding: chunked", "Connection: close"), 400, "invalid_request");
        isRefused(RawHttp.ask(daemon, "no chunk\r\n".getBytes(StandardCharsets.US_ASCII),
                "POST /v1/audio/speech HTTP/1.1", host, "Transfer-Encoding: chunked", "Connection: close"), 400, "http_400");
        assertThat(DAEMON.get().log()).as("the log").doesNotContain("failed unexpectedly");
    }

    @Test
    void a_page_of_an_allowed_origin_may_ask_and_read() throws Exception {
        RawHttp.Answer preflight = RawHttp.ask(daemon, NOTHING, "OPTIONS /v1/audio/speech HTTP/1.1", host, "Connection: close", "Origin: https://example.org",
                "Access-Control-Request-Method: POST", "Access-Control-Request-Headers: content-type, authorization");
        RawHttp.Answer models = RawHttp.ask(daemon, NOTHING, "GET /v1/models HTTP/1.1", host, "Connection: close", "Origin: https://example.org");

        assertThat(preflight.status()).isEqualTo(204);
        assertThat(preflight.header("access-control-allow-methods")).hasValueSatisfying(methods -> assertThat(methods).contains("POST"));
        assertThat(preflight.header("access-control-allow-headers")).contains("content-type, authorization");
        assertThat(List.of(preflight, models)).allSatisfy(answer -> assertThat(answer.header("access-control-allow-origin")).contains("https://example.org"));
        assertThat(models.status()).isEqualTo(200);
        assertThat(models.header("access-control-expose-headers")).hasValueSatisfying(headers -> assertThat(headers).contains("x-request-id"));
    }

    @Test
    void head_is_get_without_a_body() throws Exception {
        RawHttp.Answer head = RawHttp.ask(daemon, NOTHING, "HEAD /v1/models HTTP/1.1", host, "Connection: close");

        assertThat(head.status()).isEqualTo(200);
        assertThat(head.body()).isEmpty();
        assertThat(head.header("content-length").map(Integer::parseInt)).hasValueSatisfying(length -> assertThat(length).isPositive());
        assertThat(head.header("server")).as("who serves").isEmpty();
    }

    @Test
    void headers_that_come_drop_by_drop_are_cut_off() throws Exception {
        try (RawHttp slow = RawHttp.connect(daemon)) {
            slow.send("GET / HTTP/1.1\r\n".getBytes(StandardCharsets.US_ASCII));
            Await.until("the daemon hangs up on a client that does not end its headers", PATIENCE, () -> {
                try {
                    slow.send(new byte[] {'x'});
                    return slow.in().available() > 0 && slow.in().read() < 0;
                } catch (IOException e) {
                    return true;
                }
            });
        }
    }

    @Test
    void idle_connections_cost_no_threads() throws Exception {
        int threads = DAEMON.get().status().path("threads").asInt();
        List<RawHttp> idle = new ArrayList<>();
        try {
            for (int i = 0; i < IDLE_CONNECTIONS; i++) {
                RawHttp connection = RawHttp.connect(daemon);
                idle.add(connection);
                connection.send("GET /v1/models HTTP/1.1", host);
                assertThat(connection.in().read()).isEqualTo('H');
            }
            assertThat(DAEMON.get().status().path("threads").asInt()).as("threads").isLessThanOrEqualTo(threads + 8);
        } finally {
            for (RawHttp connection : idle) {
                connection.close();
            }
        }
    }

    @Test
    void a_thousand_idle_web_sockets_cost_less_than_20_megabytes() throws Exception {
        int sessions = DAEMON.get().status().path("sessions").asInt();
        long before = DAEMON.get().awaitResidentAtRest(FREED_AFTER, PATIENCE);
        List<RawHttp> idle = new ArrayList<>();
        try {
            for (int i = 0; i < IDLE_SOCKETS; i++) {
                RawHttp connection = RawHttp.connect(daemon);
                idle.add(connection);
                connection.send("GET /ws HTTP/1.1", host, "Upgrade: websocket", "Connection: Upgrade", "Sec-WebSocket-Version: 13",
                        "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==");
                assertThat(connection.in().readNBytes("HTTP/1.1 101".length())).asString(StandardCharsets.US_ASCII).isEqualTo("HTTP/1.1 101");
            }
            Await.until("all have a session", PATIENCE, () -> DAEMON.get().status().path("sessions").asInt() >= sessions + IDLE_SOCKETS, DAEMON.get()::log);
            long more = DAEMON.get().residentBytes() - before;
            System.out.println("HTTP: " + IDLE_SOCKETS + " idle WebSockets cost " + more / 1_000_000 + " MB");
            assertThat(more).as("bytes more").isLessThan(20_000_000);
        } finally {
            for (RawHttp connection : idle) {
                connection.close();
            }
        }
        Await.until("their sessions are gone", PATIENCE, () -> DAEMON.get().status().path("sessions").asInt() <= sessions, DAEMON.get()::log);
    }

    @Test
    void a_client_that_hangs_up_frees_the_engine() throws Exception {
        long cancelled = DAEMON.get().status().path("requests").path("cancelled").asLong();
        byte[] body = ("{\"model\":\"m\",\"voice\":\"nova\",\"response_format\":\"pcm\",\"input\":\"" + BOOK + "\"}").getBytes(StandardCharsets.UTF_8);
        long gone;
        try (RawHttp http = RawHttp.connect(daemon)) {
            http.send("POST /v1/audio/speech HTTP/1.1", host, "Content-Length: " + body.length);
            http.send(body);
            assertThat(http.in().readNBytes(10_000)).hasSize(10_000);
            gone = System.nanoTime();
        }
        Await.until("the request is cancelled", PATIENCE, () -> DAEMON.get().status().path("requests").path("cancelled").asLong() == cancelled + 1,
                DAEMON.get()::log);
        System.out.println("HTTP: the engine was free " + Duration.ofNanos(System.nanoTime() - gone).toMillis() + " ms after a client had hung up");
        assertThat(DAEMON.get().status().path("requests").path("active").asInt()).isZero();
    }

    @Test
    void the_native_api_gives_the_same_sound_on_a_web_socket() throws Exception {
        byte[] expected;
        try (NativeClient client = DAEMON.connect()) {
            expected = client.say(SpeakRequest.of("The same words, the same samples.").withoutNoise(), PATIENCE).pcm();
        }
        try (SocketTalk talk = new SocketTalk(daemon, "/ws")) {
            JsonNode hello = talk.message();
            assertThat(hello.path("method").asText()).isEqualTo("hello");
            talk.say("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"speak\",\"params\":{\"text\":\"The same words, the same samples.\",\"noise_scale\":0,\"noise_w\":0}}");

            ByteArrayOutputStream sound = new ByteArrayOutputStream();
            JsonNode message = talk.message();
            while (!message.has("result")) {
                assertThat(message.has("error")).as("%s", message).isFalse();
                assertThat(message.path("params").path("session")).isEqualTo(hello.path("params").path("session"));
                if (message.path("method").asText().equals("audio")) {
                    byte[] piece = talk.bytes();
                    assertThat(piece).hasSize(message.path("params").path("payload_length").asInt());
                    sound.writeBytes(piece);
                }
                message = talk.message();
            }
            assertThat(message.path("result").path("outcome").asText()).isEqualTo("done");
            assertThat(sound.toByteArray()).isEqualTo(expected);
        }
    }

    @Test
    void text_that_comes_in_pieces_is_spoken_and_can_be_stopped() throws Exception {
        try (SocketTalk talk = new SocketTalk(daemon, "/v1/audio/speech/stream")) {
            talk.say("{\"type\":\"session.config\",\"voice\":\"alloy\",\"response_format\":\"pcm\"}");
            talk.say("{\"type\":\"input.text\",\"text\":\"The first sentence. And \"}");
            talk.say("{\"type\":\"input.text\",\"text\":\"the second.\"}");
            talk.say("{\"type\":\"input.done\"}");
            assertThat(utterance(talk, "session.done")).extracting(message -> message.path("type").asText())
                    .containsExactly("audio.start", "audio.done", "audio.start", "audio.done", "session.done");

            talk.say("{\"type\":\"input.text\",\"text\":\"" + BOOK + "\"}");
            utterance(talk, "audio.start");
            talk.say("{\"type\":\"input.cancel\"}");
            JsonNode done = utterance(talk, "session.done").getLast();
            assertThat(done.path("cancelled").asBoolean()).as("%s", done).isTrue();
            assertThat(done.path("utterance_index").asInt()).isEqualTo(1);

            talk.say("{\"type\":\"session.close\"}");
            assertThat(talk.next()).isEqualTo(1000);
        }
        Await.until("nothing speaks", PATIENCE, () -> DAEMON.get().status().path("requests").path("active").asInt() == 0);
    }

    /** The messages up to one of a type; what the sentences count in bytes is what came. */
    private static List<JsonNode> utterance(SocketTalk talk, String last) throws InterruptedException {
        List<JsonNode> messages = new ArrayList<>();
        long bytes = 0;
        while (true) {
            switch (talk.next()) {
                case JsonNode message -> {
                    messages.add(message);
                    if (message.path("type").asText().equals("audio.done") && message.path("error").isNull()) {
                        assertThat(message.path("total_bytes").asLong()).as("bytes of a sentence").isEqualTo(bytes).isGreaterThan(10_000);
                        bytes = 0;
                    }
                    if (message.path("type").asText().equals(last)) {
                        return messages;
                    }
                }
                case byte[] sound -> bytes += sound.length;
                case Object other -> throw new AssertionError("unexpected: " + other);
            }
        }
    }

    private static void isRefused(RawHttp.Answer answer, int status, String code) throws IOException {
        assertThat(answer.status()).as("%s", answer).isEqualTo(status);
        JsonNode error = answer.json().path("error");
        assertThat(error.fieldNames()).toIterable().containsExactly("message", "type", "param", "code");
        assertThat(error.path("code").asText()).as("%s", answer).isEqualTo(code);
        assertThat(error.path("message").asText()).isNotBlank().doesNotContain("\n").doesNotContain("Exception").hasSizeLessThan(500);
        assertThat(answer.body()).doesNotContain("\tat ").doesNotContain(".java");
        assertThat(answer.headers()).containsEntry("content-type", "application/json");
    }
}
