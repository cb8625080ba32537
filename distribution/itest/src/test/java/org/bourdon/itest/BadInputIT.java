package org.bourdon.itest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever comes in: a typed error of one line, or speech; and the daemon goes on. */
class BadInputIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @RegisterExtension
    static final DaemonExtension DAEMON = new DaemonExtension();

    @AfterEach
    void the_daemon_goes_on() throws Exception {
        try (NativeClient client = DAEMON.connect()) {
            assertThat(client.say("Still speaking.").outcome()).isEqualTo("done");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\n\t \r\n", "\u0000\u0007"})
    void text_with_nothing_to_say_is_refused(String nothing) throws Exception {
        assertThat(refusal(SpeakRequest.of(nothing))).satisfies(error -> assertThat(error.code()).isEqualTo(1002),
                error -> assertThat(error.errorName()).isEqualTo("TEXT_EMPTY"), BadInputIT::oneLine);
    }

    @Test
    void a_megabyte_of_text_is_refused_by_a_stated_limit() throws Exception {
        NativeError error = refusal(SpeakRequest.of("a word ".repeat(150_000).substring(0, 1_048_576)));

        assertThat(error.errorName()).isEqualTo("TEXT_TOO_LONG");
        assertThat(error.getMessage().replaceAll("[,_ ]", "")).contains("1000000");
        oneLine(error);
    }

    @Test
    void a_text_as_long_as_the_limit_is_spoken() throws Exception {
        try (NativeClient client = DAEMON.connect()) {
            Speech speech = client.speak("All of it. ".repeat(100_000).substring(0, 1_000_000));

            speech.awaitFirstAudio(PATIENCE);
            client.cancel(speech);
            assertThat(speech.await(PATIENCE).outcome()).isEqualTo("cancelled");
        }
    }

    @Test
    void a_word_without_end_is_spoken_or_refused() throws Exception {
        try (NativeClient client = DAEMON.connect()) {
            Speech speech = client.speak("a".repeat(100_000));
            try {
                speech.awaitFirstAudio(PATIENCE);
                client.cancel(speech);
            } catch (NativeError error) {
                oneLine(error);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Hel\u0000lo\u0007 there\u001b[31m.", "Hello \uD83D\uDE00 world.", "Hello, \u041f\u0440\u0438\u0432\u0435\u0442.",
        "Tokyo is \u6771\u4eac in Japanese.", "a\u0301 and \u202eright to left\u202c.", "Half a pair \uD83D is here.", "<b>Bold</b> & 'quoted' \\ \"text\"."})
    void speech_among_strange_characters_is_spoken(String text) throws Exception {
        try (NativeClient client = DAEMON.connect()) {
            Spoken spoken = client.say(SpeakRequest.of(text), PATIENCE);

            assertThat(spoken.outcome()).isEqualTo("done");
            assertThat(spoken.seconds()).isGreaterThan(0.2);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"\uD83D\uDE00", "\u6771\u4eac", "\u041f\u0440\u0438\u0432\u0435\u0442", "\u0645\u0631\u062d\u0628\u0627", "...", "?!", "\u200b", "\u202e"})
    void text_without_any_english_is_said_skipped_or_refused(String text) throws Exception {
        try (NativeClient client = DAEMON.connect()) {
            try {
                assertThat(client.say(SpeakRequest.of(text), PATIENCE).outcome()).isEqualTo("done");
            } catch (NativeError error) {
                assertThat(error.errorName()).isIn("TEXT_EMPTY", "UNSUPPORTED");
                oneLine(error);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"no-such-voice", "../../etc/passwd", ""})
    void an_unknown_voice_is_named_in_the_refusal(String voice) throws Exception {
        NativeError error = refusal(SpeakRequest.of("Hello.").voice(voice));

        assertThat(error.errorName()).isIn("VOICE_NOT_FOUND", "INVALID_REQUEST");
        assertThat(error.getMessage()).contains(voice);
        oneLine(error);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"garbage|-32700", "{\"id\":|-32700", "42|-32600", "[]|-32600", "{}|-32600", "{\"id\":\"x\"}|-32600",
        "{\"id\":\"x\",\"method\":7}|-32600", "{\"id\":\"x\",\"method\":\"fly\"}|-32601"})
    void a_line_that_is_no_request_gets_the_error_of_json_rpc(String line, int code) throws Exception {
        try (NativeClient client = DAEMON.connect()) {
            client.send((line + "\n").getBytes(StandardCharsets.UTF_8));

            assertThat(client.awaitUnclaimed(PATIENCE).path("error").path("code").asInt()).as(line).isEqualTo(code);
        }
    }

    @Test
    void bytes_that_are_no_text_get_a_parse_error() throws Exception {
        try (NativeClient client = DAEMON.connect()) {
            client.send(new byte[] {(byte) 0xff, (byte) 0xfe, 0, 1, 2, (byte) 0xc0, '\n'});

            assertThat(client.awaitUnclaimed(PATIENCE).path("error").path("code").asInt()).isEqualTo(-32700);
        }
    }

    @Test
    void json_nested_without_end_gets_an_error() throws Exception {
        try (NativeClient client = DAEMON.connect()) {
            client.send(("[".repeat(500_000) + "\n").getBytes(StandardCharsets.UTF_8));

            assertThat(client.awaitUnclaimed(PATIENCE).path("error").path("code").asInt()).isIn(-32700, -32600);
        }
    }

    @Test
    void a_line_without_end_is_cut_off() throws Exception {
        try (NativeClient client = DAEMON.connect()) {
            byte[] piece = "x".repeat(64 * 1024).getBytes(StandardCharsets.UTF_8);
            int sent = 0;
            try {
                for (; sent < 64; sent++) {
                    client.send(piece);
                }
                client.send(piece);
            } catch (IOException closedWhileWriting) {
                assertThat(sent).as("64 KiB pieces taken before the daemon hung up").isGreaterThanOrEqualTo(60);
            }
            JsonNode message = client.awaitUnclaimed(PATIENCE);
            assertThat(message.path("error").path("code").asInt()).isEqualTo(-32700);
            client.awaitClosed(PATIENCE);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"text\":5}", "{\"text\":null}", "{\"text\":\"Hi.\",\"speed\":\"fast\"}", "{\"text\":\"Hi.\",\"speed\":0}",
        "{\"text\":\"Hi.\",\"speed\":-1}", "{\"text\":\"Hi.\",\"speed\":1e9}", "{\"text\":\"Hi.\",\"format\":16}", "{\"text\":\"Hi.\",\"voice\":7}",
        "{\"text\":\"Hi.\",\"deadline_ms\":-5}", "{\"text\":\"Hi.\",\"more\":\"yes\"}", "{\"text\":\"Hi.\",\"noise_scale\":-1}",
        "{\"text\":\"Hi.\",\"colour\":\"blue\"}", "[]", "\"Hi.\""})
    void params_that_do_not_fit_are_refused_by_name(String params) throws Exception {
        try (NativeClient client = DAEMON.connect()) {
            client.send(("{\"jsonrpc\":\"2.0\",\"id\":\"bad\",\"method\":\"speak\",\"params\":" + params + "}\n").getBytes(StandardCharsets.UTF_8));

            JsonNode answer = client.awaitUnclaimed(PATIENCE);
            assertThat(answer.path("id").asText()).isEqualTo("bad");
            assertThat(answer.path("error").path("code").asInt()).as("%s", answer).isEqualTo(-32602);
            assertThat(answer.path("error").path("data").path("error").asText()).isEqualTo("INVALID_REQUEST");
            assertThat(answer.path("error").path("message").asText()).doesNotContain("\n").isNotBlank();
        }
    }

    @Test
    void an_id_that_is_still_in_use_is_refused() throws Exception {
        NativeClient client = DAEMON.connect();
        Speech book = client.speak(SpeakRequest.of("A long book. ".repeat(2_000)));
        book.awaitFirstAudio(PATIENCE);
        ObjectNode again = NativeClient.params().put("id", book.id()).put("method", "speak");
        again.putObject("params").put("text", "Again.");
        client.send((again + "\n").getBytes(StandardCharsets.UTF_8));

        assertThatThrownBy(() -> book.await(PATIENCE)).as("the answer to the second request of this id").isInstanceOfSatisfying(
                NativeError.class, error -> assertThat(error.code()).isIn(-32600, -32602));
        client.vanish();
    }

    @Test
    void append_to_a_request_that_is_not_running_is_refused() throws Exception {
        try (NativeClient client = DAEMON.connect()) {
            assertThatThrownBy(() -> client.call("append", NativeClient.params().put("request", "none").put("text", "Hi.")))
                    .isInstanceOfSatisfying(NativeError.class, error -> assertThat(error.errorName()).isEqualTo("INVALID_REQUEST"));
        }
    }

    private static NativeError refusal(SpeakRequest request) throws Exception {
        try (NativeClient client = DAEMON.connect()) {
            Spoken spoken = client.say(request, PATIENCE);
            throw new AssertionError("not refused, but " + spoken.outcome() + " with " + spoken.seconds() + " s of sound");
        } catch (NativeError error) {
            return error;
        }
    }

    private static void oneLine(NativeError error) {
        assertThat(error.getMessage()).isNotBlank().doesNotContain("\n").doesNotContain("Exception");
    }
}
