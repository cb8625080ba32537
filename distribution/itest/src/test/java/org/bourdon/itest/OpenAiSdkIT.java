package org.bourdon.itest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.http.HttpResponse;
import com.openai.errors.BadRequestException;
import com.openai.errors.NotFoundException;
import com.openai.errors.RateLimitException;
import com.openai.errors.UnauthorizedException;
import com.openai.models.audio.speech.SpeechCreateParams;
import com.openai.models.models.Model;

/** The official OpenAI packages for Node and Java, against a daemon that wants a token and has tight limits. */
class OpenAiSdkIT {

    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final int LONGEST = 20_000;
    private static final String BOOK = "A book of many sentences goes on and on. ".repeat(400);

    @RegisterExtension
    static final DaemonExtension DAEMON = DaemonExtension.withHttp().with("org.bourdon.http", "{\"token.needed\": true}")
            .with("org.bourdon.speech", "{\"max.text.characters\": %d, \"max.requests\": 2}".formatted(LONGEST));

    private static String url;
    private static String token;
    private static OpenAIClient client;

    @BeforeAll
    static void connect() throws IOException {
        url = DAEMON.get().http().toString();
        token = Files.readString(DAEMON.get().home().folder().resolve("http.token")).strip();
        client = client(token, 2);
    }

    @AfterAll
    static void disconnect() {
        client.close();
    }

    @Test
    void the_node_package_makes_speech_and_gets_typed_errors() throws Exception {
        Node.assumeThere();
        String said = Node.run(PATIENCE, "openai.mjs", url, token, Integer.toString(LONGEST), "mp3,opus,flac,wav,pcm");

        System.out.print(said.replaceAll("(?m)^", "Node: ").replaceFirst("Node: $", ""));
        assertThat(said.lines()).as(said).hasSize(14);
    }

    @ParameterizedTest
    @CsvSource({"mp3,FF", "opus,4F676753", "flac,664C6143", "wav,52494646", "pcm,''"})
    void the_java_package_gets_every_format(String format, String beginning) throws Exception {
        try (HttpResponse response = client.audio().speech().create(speech("alloy").responseFormat(SpeechCreateParams.ResponseFormat.of(format)).build())) {
            byte[] sound = response.body().readAllBytes();

            assertThat(sound).as(format).hasSizeGreaterThan(4_000);
            assertThat(java.util.HexFormat.of().withUpperCase().formatHex(Arrays.copyOf(sound, 16))).startsWith(beginning);
            assertThat(response.headers().values("x-request-id")).hasSize(1);
        }
    }

    @Test
    void the_java_package_hears_a_book_while_it_is_spoken() throws Exception {
        try (HttpResponse response = client.audio().speech().create(speech("en_US-tenor").input(BOOK).responseFormat(SpeechCreateParams.ResponseFormat.PCM).build())) {
            InputStream body = response.body();

            assertThat(body.readNBytes(20_000)).hasSize(20_000);
            assertThat(response.headers().values("x-bourdon-voice")).containsExactly("en_US-tenor");
        }
        Await.until("the book is given up", PATIENCE, () -> DAEMON.get().status().path("requests").path("active").asInt() == 0);
    }

    @Test
    void the_java_package_gets_events_and_another_speed() throws Exception {
        byte[] plain = bytes(speech("nova").responseFormat(SpeechCreateParams.ResponseFormat.PCM));
        byte[] fast = bytes(speech("nova").responseFormat(SpeechCreateParams.ResponseFormat.PCM).speed(2));
        assertThat((double) plain.length / fast.length).as("how much shorter at twice the speed").isBetween(1.5, 2.5);

        String events = new String(bytes(speech("nova").responseFormat(SpeechCreateParams.ResponseFormat.PCM)
                .streamFormat(SpeechCreateParams.StreamFormat.SSE)), StandardCharsets.UTF_8);
        assertThat(events).startsWith("data: {\"type\":\"speech.audio.delta\"").contains("speech.audio.done").endsWith("\n\n");
    }

    @Test
    void the_java_package_gets_typed_errors() {
        assertThatThrownBy(() -> bytes(speech("nobody"))).isInstanceOfSatisfying(BadRequestException.class, error -> {
            assertThat(error.code()).contains("voice_not_found");
            assertThat(error.param()).contains("voice");
            assertThat(error.type()).contains("invalid_request_error");
        }).hasMessageContaining("nobody");
        assertThatThrownBy(() -> bytes(speech("nova").input("x".repeat(LONGEST + 1)))).isInstanceOfSatisfying(BadRequestException.class, error -> {
            assertThat(error.code()).contains("text_too_long");
            assertThat(error.param()).contains("input");
        });
        assertThatThrownBy(() -> client.models().retrieve("no-such-model")).isInstanceOf(NotFoundException.class);
        OpenAIClient stranger = client("a-wrong-token-of-some-length", 2);
        assertThatThrownBy(() -> stranger.audio().speech().create(speech("nova").build()).close()).isInstanceOf(UnauthorizedException.class);
        stranger.close();
        assertThat(client.models().list().data()).extracting(Model::id).contains("tts-1");
    }

    @Test
    void the_java_package_is_told_when_to_come_back() throws Exception {
        SpeechCreateParams book = speech("nova").input(BOOK).responseFormat(SpeechCreateParams.ResponseFormat.PCM).build();
        OpenAIClient impatient = client(token, 0);
        try (HttpResponse first = client.audio().speech().create(book); HttpResponse second = client.audio().speech().create(book)) {
            assertThat(List.of(first.statusCode(), second.statusCode())).containsOnly(200);
            assertThatThrownBy(() -> impatient.audio().speech().create(speech("nova").build()).close()).isInstanceOfSatisfying(RateLimitException.class,
                    error -> assertThat(error.headers().values("retry-after")).isNotEmpty());
        } finally {
            impatient.close();
        }
        Await.until("the books are given up", PATIENCE, () -> DAEMON.get().status().path("requests").path("active").asInt() == 0);
    }

    private static OpenAIClient client(String token, int retries) {
        return OpenAIOkHttpClient.builder().baseUrl(url + "/v1").apiKey(token).maxRetries(retries).build();
    }

    private static byte[] bytes(SpeechCreateParams.Builder speech) throws IOException {
        try (HttpResponse response = client.audio().speech().create(speech.build())) {
            return response.body().readAllBytes();
        }
    }

    private static SpeechCreateParams.Builder speech(String voice) {
        return SpeechCreateParams.builder().model("gpt-4o-mini-tts").voice(voice).input("Hello from an application.");
    }
}
