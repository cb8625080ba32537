package org.bourdon.gateway.http.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bourdon.gateway.http.openai.ScriptedSpeech.STARTED;
import static org.bourdon.gateway.http.openai.ScriptedSpeech.done;
import static org.bourdon.gateway.http.openai.ScriptedSpeech.failed;
import static org.bourdon.gateway.http.openai.ScriptedSpeech.sentence;
import static org.bourdon.gateway.http.openai.ScriptedSpeech.sound;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import org.bourdon.audio.AudioEncoder;
import org.bourdon.audio.AudioEncoderFactory;
import org.bourdon.audio.Packing;
import org.bourdon.error.BourdonException;
import org.bourdon.error.ErrorCode;
import org.bourdon.gateway.http.socket.ClientSocket;
import org.bourdon.gateway.sound.SoundFormats;
import org.bourdon.speech.CancelReason;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

@Timeout(60)
class SpeechStreamClientTest {

    private static final String PCM = "{\"type\":\"session.config\",\"response_format\":\"pcm\",\"voice\":\"nova\",\"speed\":1.25}";

    private final ScriptedSpeech speech = new ScriptedSpeech();
    private final SoundFormats formats = new SoundFormats();
    private final FakeSocket socket = new FakeSocket();
    private SpeechStreamClient client;

    @BeforeEach
    void connect() {
        client = new SpeechStreamClient(speech.connect("websocket"), formats, OpenAiNames.of("nova=en_US-bourdon"), socket);
    }

    @AfterEach
    void leave() {
        client.close();
        assertThat(speech.openSessions).as("open sessions").isZero();
    }

    @Test
    void each_sentence_is_a_sound_of_its_own_between_start_and_done() throws Exception {
        client.text(PCM);
        client.text(input("One. Two."));
        play(STARTED, sentence(0, "One."), sound(0.5f, 0.5f), sentence(1, "Two."), sound(0.25f), sound(0.25f), sound(0), done(5));

        JsonNode start = socket.message("audio.start");
        assertThat(start.path("utterance_index").asInt(-1)).isZero();
        assertThat(start.path("sentence_index").asInt(-1)).isZero();
        assertThat(start.path("sentence_text").asText()).isEqualTo("One.");
        assertThat(start.path("sample_rate").asInt()).isEqualTo(ScriptedSpeech.RATE);
        assertThat(socket.bytes()).hasSize(4);
        assertThat(socket.message("audio.done").path("total_bytes").asInt()).isEqualTo(4);
        assertThat(socket.message("audio.start").path("sentence_index").asInt()).isEqualTo(1);
        for (int i = 0; i < 3; i++) {
            assertThat(socket.bytes()).hasSize(2);
        }
        JsonNode done = socket.message("audio.done");
        assertThat(done.path("total_bytes").asInt()).isEqualTo(6);
        assertThat(done.has("error") && done.path("error").isNull()).as("%s", done).isTrue();
        assertThat(socket.message("session.done").path("total_sentences").asInt()).isEqualTo(2);
        assertThat(speech.requests.getFirst()).satisfies(request -> assertThat(request.more()).isTrue(),
                request -> assertThat(request.voice().voice()).contains("en_US-bourdon"), request -> assertThat(request.delivery().speed()).isEqualTo(1.25));
    }

    @Test
    void text_in_pieces_is_one_utterance_until_it_is_done() throws Exception {
        client.text(PCM);
        client.text(input("One, "));
        client.text(input("two."));
        client.text(of("input.done"));

        assertThat(speech.streams).singleElement().satisfies(stream -> assertThat(stream.appended).containsExactly("two."),
                stream -> assertThat(stream.finished).isTrue());
    }

    @Test
    void the_next_utterance_has_the_next_number() throws Exception {
        client.text(PCM);
        client.text(input("One."));
        play(STARTED, sentence(0, "One."), sound(0), done(1));
        assertThat(socket.until("session.done").path("utterance_index").asInt(-1)).isZero();

        client.text(input("Two."));
        play(STARTED, sentence(0, "Two."), sound(0), done(1));
        assertThat(socket.until("session.done").path("utterance_index").asInt()).isEqualTo(1);
    }

    @Test
    void cancel_ends_the_utterance_and_not_the_connection() throws Exception {
        client.text(PCM);
        client.text(input("A long book."));
        play(STARTED, sentence(0, "A long book."), sound(0.5f));
        socket.message("audio.start");
        socket.bytes();

        client.text(of("input.cancel"));

        assertThat(socket.message("audio.done").path("error").asText()).isEqualTo("cancelled");
        assertThat(socket.message("session.done").path("cancelled").asBoolean()).isTrue();
        assertThat(speech.streams.getFirst().cancelled).first().isEqualTo(CancelReason.ASKED);
        client.text(input("Another."));
        assertThat(speech.streams).hasSize(2);
    }

    @Test
    void a_failure_is_an_error_and_an_end() throws Exception {
        client.text(PCM);
        client.text(input("Hi."));
        play(STARTED, sentence(0, "Hi."), sound(0.5f), failed(ErrorCode.ENGINE_FAILED, "the engine broke"));

        assertThat(socket.until("audio.done").path("error").asText()).isEqualTo("the engine broke");
        JsonNode error = socket.message("error");
        assertThat(error.path("message").asText()).isEqualTo("the engine broke");
        assertThat(error.path("code").asText()).isEqualTo("engine_failed");
        socket.message("session.done");
    }

    @ParameterizedTest
    @ValueSource(strings = {"garbage", "[]", "{}", "{\"type\":7}", "{\"type\":\"fly\"}", "{\"type\":\"input.text\"}", "{\"type\":\"input.text\",\"text\":7}",
        "{\"type\":\"session.config\",\"response_format\":\"vorbis\"}", "{\"type\":\"session.config\",\"speed\":9}", "{\"type\":\"session.config\",\"voice\":7}"})
    void what_is_no_message_gets_an_error_and_the_connection_goes_on(String message) throws Exception {
        client.text(message);

        assertThat(socket.message("error").path("message").asText()).isNotBlank().doesNotContain("\n");
        client.text(PCM);
        client.text(input("Hi."));
        assertThat(speech.streams).hasSize(1);
    }

    @Test
    void bytes_get_an_error() throws Exception {
        client.binary(new byte[] {1, 2, 3});

        assertThat(socket.message("error").path("code").asText()).isEqualTo("invalid_request");
    }

    @Test
    void done_and_cancel_without_text_do_nothing() throws Exception {
        client.text(of("input.done"));
        client.text(of("input.cancel"));

        assertThat(socket.sent).isEmpty();
        assertThat(speech.streams).isEmpty();
    }

    @Test
    void a_refused_utterance_has_no_number() throws Exception {
        client.text(PCM);
        speech.refusal = Optional.of(new BourdonException(ErrorCode.BUSY, "256 requests are under way"));
        client.text(input("Refused."));
        assertThat(socket.message("error").path("code").asText()).isEqualTo("busy");

        speech.refusal = Optional.empty();
        client.text(input("Taken."));
        play(STARTED, sentence(0, "Taken."), sound(0), done(1));
        assertThat(socket.message("audio.start").path("utterance_index").asInt(-1)).isZero();
    }

    @Test
    void a_format_that_has_gone_meanwhile_leaves_nothing_speaking_that_nobody_hears() throws Exception {
        AudioEncoderFactory passing = new PassingFormat();
        formats.addEncoder(passing);
        client.text("{\"type\":\"session.config\",\"response_format\":\"passing\"}");
        formats.removeEncoder(passing);
        client.text(input("Hi."));

        assertThat(socket.message("error").path("code").asText()).isEqualTo("unsupported");
        assertThat(speech.streams).isEmpty();
    }

    @Test
    void close_is_a_normal_close() throws Exception {
        client.text(of("session.close"));

        assertThat(socket.closed).contains(ClientSocket.NORMAL);
    }

    private void play(org.bourdon.speech.SpeechEvent... events) {
        speech.streams.getLast().events.addAll(List.of(events));
    }

    private static String input(String text) {
        return "{\"type\":\"input.text\",\"text\":\"" + text + "\"}";
    }

    private static String of(String type) {
        return "{\"type\":\"" + type + "\"}";
    }

    private record PassingFormat() implements AudioEncoderFactory {

        @Override
        public String format() {
            return "passing";
        }

        @Override
        public String mediaType() {
            return "audio/passing";
        }

        @Override
        public boolean takes(int sampleRateHz) {
            return true;
        }

        @Override
        public AudioEncoder open(int sampleRateHz, Packing packing) {
            throw new AssertionError("not called");
        }
    }

    /** What goes to the client, in order: text as JSON, binary as bytes. */
    private static final class FakeSocket implements ClientSocket {

        private static final ObjectMapper JSON = new ObjectMapper();

        final BlockingQueue<Object> sent = new LinkedBlockingQueue<>();
        volatile Optional<Integer> closed = Optional.empty();

        JsonNode message(String type) throws InterruptedException {
            assertThat(next()).isInstanceOfSatisfying(JsonNode.class, message -> assertThat(message.path("type").asText()).as("%s", message).isEqualTo(type));
            return last;
        }

        /** Lets pass what comes before it. */
        JsonNode until(String type) throws InterruptedException {
            while (!(next() instanceof JsonNode message && message.path("type").asText().equals(type))) {
                // sound, and other messages
            }
            return last;
        }

        byte[] bytes() throws InterruptedException {
            assertThat(next()).isInstanceOf(byte[].class);
            return lastBytes;
        }

        private JsonNode last;
        private byte[] lastBytes;

        private Object next() throws InterruptedException {
            Object next = sent.poll(10, TimeUnit.SECONDS);
            assertThat(next).as("what the client is sent within 10 s").isNotNull();
            if (next instanceof JsonNode message) {
                last = message;
            } else {
                lastBytes = (byte[]) next;
            }
            return next;
        }

        @Override
        public void text(byte[] utf8) throws IOException {
            sent.add(JSON.readTree(utf8));
        }

        @Override
        public void binary(byte[] bytes) {
            sent.add(bytes.clone());
        }

        @Override
        public void close(int code, String reason) {
            closed = Optional.of(code);
        }
    }
}
