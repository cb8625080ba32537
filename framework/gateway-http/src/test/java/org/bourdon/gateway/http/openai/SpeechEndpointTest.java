package org.bourdon.gateway.http.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.bourdon.gateway.http.openai.ScriptedSpeech.STARTED;
import static org.bourdon.gateway.http.openai.ScriptedSpeech.done;
import static org.bourdon.gateway.http.openai.ScriptedSpeech.failed;
import static org.bourdon.gateway.http.openai.ScriptedSpeech.sentence;
import static org.bourdon.gateway.http.openai.ScriptedSpeech.sound;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

import org.bourdon.error.BourdonException;
import org.bourdon.error.ErrorCode;
import org.bourdon.gateway.http.FakeExchange;
import org.bourdon.gateway.sound.SoundFormats;
import org.bourdon.speech.CancelReason;
import org.bourdon.speech.Outcome;
import org.bourdon.speech.SpeechEvent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

class SpeechEndpointTest {

    private static final int WAV_HEADER = 44;
    private static final List<SpeechEvent> SPOKEN = List.of(STARTED, sentence(0, "Hi."), sound(0.5f, -0.5f), sound(0.25f), done(3));

    private final ScriptedSpeech speech = new ScriptedSpeech();
    private final SpeechEndpoint endpoint = new SpeechEndpoint(speech, new SoundFormats(), OpenAiNames.of("nova=en_US-bourdon"));

    @AfterEach
    void every_session_is_closed() {
        assertThat(speech.openSessions).as("open sessions").isZero();
    }

    @Test
    void sound_is_streamed_with_what_is_to_be_known_of_it_in_the_headers() throws Exception {
        FakeExchange exchange = serve(SPOKEN, "pcm", "");

        assertThat(exchange.status()).isEqualTo(200);
        assertThat(exchange.mediaType()).isEqualTo("audio/pcm;rate=32000;channels=1");
        assertThat(exchange.bytes()).isEqualTo(samples(0.5f, -0.5f, 0.25f));
        assertThat(exchange.isEnded()).as("ended").isTrue();
        assertThat(exchange.answered("x-bourdon-voice")).contains("en_US-bourdon");
        assertThat(exchange.answered("x-sample-rate")).contains("32000");
        assertThat(exchange.answered("x-time-to-first-audio-ms").map(Double::parseDouble)).hasValueSatisfying(ms -> assertThat(ms).isBetween(0.0, 10_000.0));
        assertThat(exchange.answered("x-bourdon-fallback")).isEmpty();
        assertThat(speech.requests).singleElement().satisfies(request -> assertThat(request.voice().voice()).contains("en_US-bourdon"));
    }

    @Test
    void who_stands_in_for_the_voice_is_told() throws Exception {
        FakeExchange exchange = serve(List.of(new SpeechEvent.Started("other", "onnx", 16_000, Optional.of("its files are damaged")), sound(0), done(1)), "wav", "");

        assertThat(exchange.answered("x-bourdon-fallback")).contains("its files are damaged");
    }

    @Test
    void a_streamed_wav_has_no_size_and_a_whole_one_the_true_one() throws Exception {
        FakeExchange streamed = serve(SPOKEN, "wav", "");
        FakeExchange whole = serve(SPOKEN, "wav", ",\"stream\":false");

        assertThat(dataSize(streamed)).isEqualTo(-1);
        assertThat(dataSize(whole)).isEqualTo(6);
        assertThat(whole.mediaType()).isEqualTo("audio/wav");
        assertThat(Arrays.copyOfRange(streamed.bytes(), WAV_HEADER, WAV_HEADER + 6)).isEqualTo(samples(0.5f, -0.5f, 0.25f))
                .isEqualTo(Arrays.copyOfRange(whole.bytes(), WAV_HEADER, WAV_HEADER + 6));
    }

    @Test
    void events_carry_the_sound_and_end_with_the_usage() throws Exception {
        FakeExchange exchange = serve(SPOKEN, "pcm", ",\"stream_format\":\"sse\"");

        List<JsonNode> events = events(exchange);
        assertThat(exchange.mediaType()).isEqualTo("text/event-stream");
        assertThat(events).extracting(event -> event.path("type").asText()).containsExactly("speech.audio.delta", "speech.audio.delta", "speech.audio.done");
        ByteArrayOutputStream sound = new ByteArrayOutputStream();
        for (JsonNode event : events.subList(0, 2)) {
            sound.writeBytes(Base64.getDecoder().decode(event.path("audio").asText()));
        }
        assertThat(sound.toByteArray()).isEqualTo(samples(0.5f, -0.5f, 0.25f));
        JsonNode usage = events.getLast().path("usage");
        assertThat(usage.path("total_tokens").asLong()).isEqualTo(usage.path("input_tokens").asLong() + usage.path("output_tokens").asLong()).isPositive();
        assertThat(exchange.isEnded()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ",\"stream\":false", ",\"stream_format\":\"sse\""})
    void a_failure_before_the_first_sound_is_an_error_and_no_answer_has_begun(String mode) {
        FakeExchange exchange = new FakeExchange("/v1/audio/speech", body("wav", mode));
        speech.script.add(failed(ErrorCode.ENGINE_FAILED, "the engine broke"));

        assertThatThrownBy(() -> endpoint.serve(exchange)).isInstanceOfSatisfying(BourdonException.class,
                e -> assertThat(e.code()).isEqualTo(ErrorCode.ENGINE_FAILED)).hasMessage("the engine broke");
        assertThat(exchange.isBegun()).isFalse();
    }

    @Test
    void a_failure_after_sound_breaks_a_plain_answer_off() {
        FakeExchange exchange = new FakeExchange("/v1/audio/speech", body("pcm", ""));
        speech.script.addAll(List.of(STARTED, sound(0.5f), failed(ErrorCode.ENGINE_FAILED, "the engine broke")));

        assertThatThrownBy(() -> endpoint.serve(exchange)).isInstanceOf(BourdonException.class);
        assertThat(exchange.isEnded()).as("told as whole").isFalse();
    }

    @Test
    void a_failure_after_sound_is_an_event_where_there_are_events() throws Exception {
        FakeExchange exchange = serve(List.of(STARTED, sound(0.5f), failed(ErrorCode.ENGINE_FAILED, "the engine broke")), "pcm", ",\"stream_format\":\"sse\"");

        JsonNode last = events(exchange).getLast();
        assertThat(last.path("type").asText()).isEqualTo("speech.audio.error");
        assertThat(last.path("error").fieldNames()).toIterable().containsExactly("message", "type", "param", "code");
        assertThat(last.path("error").path("message").asText()).isEqualTo("the engine broke");
        assertThat(exchange.isEnded()).isTrue();
    }

    @Test
    void a_daemon_that_leaves_says_so() {
        FakeExchange exchange = new FakeExchange("/v1/audio/speech", body("pcm", ""));
        speech.script.add(new SpeechEvent.Ended(new Outcome.Cancelled(CancelReason.SHUTTING_DOWN)));

        assertThatThrownBy(() -> endpoint.serve(exchange)).isInstanceOfSatisfying(BourdonException.class,
                e -> assertThat(e.code()).isEqualTo(ErrorCode.SHUTTING_DOWN));
    }

    @Test
    void a_client_that_hangs_up_before_anything_was_sent_stops_the_work() {
        FakeExchange exchange = new FakeExchange("/v1/audio/speech", body("pcm", ""));
        exchange.hangUp();

        assertThatThrownBy(() -> endpoint.serve(exchange)).isInstanceOf(IOException.class);
        assertThat(speech.streams.getFirst().cancelled).first().isEqualTo(CancelReason.CLIENT_GONE);
    }

    @Test
    void a_client_that_hangs_up_while_sound_is_sent_stops_the_work() {
        FakeExchange exchange = new FakeExchange("/v1/audio/speech", body("pcm", ",\"stream\":true"));
        speech.script.addAll(List.of(STARTED, sound(0.5f)));
        exchange.hangUp();

        assertThatThrownBy(() -> endpoint.serve(exchange)).isInstanceOf(IOException.class);
        assertThat(speech.streams.getFirst().cancelled).contains(CancelReason.CLIENT_GONE);
    }

    @Test
    void what_is_refused_is_thrown_as_it_is() {
        speech.refusal = Optional.of(new BourdonException(ErrorCode.BUSY, "256 requests are under way"));

        assertThatThrownBy(() -> endpoint.serve(new FakeExchange("/v1/audio/speech", body("pcm", "")))).hasMessage("256 requests are under way");
    }

    @Test
    void a_member_that_cannot_be_followed_is_named() throws Exception {
        assertThat(serve(SPOKEN, "pcm", ",\"instructions\":\"Whisper.\"").answered("x-bourdon-ignored")).contains("instructions");
    }

    @Test
    void models_are_listed_and_told_one_by_one() throws Exception {
        FakeExchange list = new FakeExchange("/v1/models", "");
        new ModelsEndpoint().serve(list);
        FakeExchange one = new FakeExchange("/v1/models/tts-1", "");
        new ModelsEndpoint().serve(one);
        FakeExchange none = new FakeExchange("/v1/models/gpt-9", "");
        new ModelsEndpoint().serve(none);

        assertThat(list.json().path("data")).contains(one.json()).allSatisfy(model -> assertThat(model.path("object").asText()).isEqualTo("model"));
        assertThat(none.status()).isEqualTo(404);
        assertThat(none.json().path("error").path("code").asText()).isEqualTo("model_not_found");
    }

    @Test
    void voices_that_can_be_used_are_listed_and_the_names_of_the_api() throws Exception {
        FakeExchange exchange = new FakeExchange("/v1/audio/voices", "");
        new VoicesEndpoint(speech, OpenAiNames.of("nova=en_US-bourdon")).serve(exchange);

        assertThat(exchange.json().path("voices")).extracting(voice -> voice.path("id").asText()).containsExactly("good", "nova");
    }

    private FakeExchange serve(List<SpeechEvent> events, String format, String more) throws Exception {
        speech.script.clear();
        speech.script.addAll(events);
        FakeExchange exchange = new FakeExchange("/v1/audio/speech", body(format, more));
        endpoint.serve(exchange);
        return exchange;
    }

    private static String body(String format, String more) {
        return "{\"model\":\"tts-1\",\"input\":\"Hi there.\",\"voice\":\"nova\",\"response_format\":\"" + format + "\"" + more + "}";
    }

    private static byte[] samples(float... samples) {
        ByteBuffer bytes = ByteBuffer.allocate(samples.length * Short.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (float sample : samples) {
            bytes.putShort(org.bourdon.audio.Pcm16.of(sample));
        }
        return bytes.array();
    }

    private static int dataSize(FakeExchange wav) {
        return ByteBuffer.wrap(wav.bytes()).order(ByteOrder.LITTLE_ENDIAN).getInt(WAV_HEADER - Integer.BYTES);
    }

    private static List<JsonNode> events(FakeExchange exchange) throws IOException {
        List<JsonNode> events = new java.util.ArrayList<>();
        for (String event : new String(exchange.bytes(), StandardCharsets.UTF_8).split("\n\n")) {
            assertThat(event).startsWith("data: ").doesNotContain("\n");
            events.add(new ObjectMapper().readTree(event.substring("data: ".length())));
        }
        return events;
    }
}
