package org.bourdon.itest.fuzz;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/** Bodies of {@code POST /v1/audio/speech} in proper requests, one after the other on a connection that stays. */
public final class BodyFuzz {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final Set<Integer> STATUSES = Set.of(200, 400, 413, 429, 503);
    private static final int LONGEST_ERROR = 8_000;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final URI address;
    private final Messages messages;

    public BodyFuzz(URI server, Chance chance) {
        this.address = server.resolve("/v1/audio/speech");
        this.messages = new Messages(chance, Corpus.SPEECH);
    }

    public void run(int inputs) throws Exception {
        try (HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            for (int i = 0; i < inputs; i++) {
                byte[] body = messages.next();
                HttpRequest request = HttpRequest.newBuilder(address).timeout(PATIENCE).header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofByteArray(body)).build();
                try {
                    check(client.send(request, HttpResponse.BodyHandlers.ofByteArray()));
                } catch (IOException | AssertionError e) {
                    throw new AssertionError("after the body\n" + LineFuzz.shown(body), e);
                }
            }
        }
    }

    private static void check(HttpResponse<byte[]> answer) throws IOException {
        if (!STATUSES.contains(answer.statusCode())) {
            throw new AssertionError("status " + answer.statusCode() + ": " + LineFuzz.shown(answer.body()));
        }
        if (answer.statusCode() != 200) {
            JsonNode error = MAPPER.readTree(answer.body()).path("error");
            if (answer.body().length > LONGEST_ERROR || !error.path("message").isTextual() || !error.path("type").isTextual() || !error.has("param") || !error.has("code")) {
                throw new AssertionError("no error for a client: " + LineFuzz.shown(answer.body()));
            }
        }
    }
}
