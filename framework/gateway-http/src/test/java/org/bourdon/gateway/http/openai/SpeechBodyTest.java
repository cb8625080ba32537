package org.bourdon.gateway.http.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;

import org.bourdon.audio.Packing;
import org.bourdon.error.BourdonException;
import org.bourdon.error.ErrorCode;
import org.bourdon.gateway.http.JsonBody;
import org.bourdon.gateway.sound.SoundFormats;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SpeechBodyTest {

    private static final String NEEDED = "'model':'tts-1','input':'Hi.','voice':'nova'";

    @Test
    void all_that_clients_send_is_understood() throws Exception {
        SpeechBody body = read("{" + NEEDED + ",'response_format':'wav','speed':1.5,'instructions':'Cheerfully.','stream_format':'audio','unknown':[1]}");

        assertThat(body.request().text()).isEqualTo("Hi.");
        assertThat(body.request().voice().voice()).contains("en_US-bourdon");
        assertThat(body.request().delivery().speed()).isEqualTo(1.5);
        assertThat(body.format().format()).isEqualTo("wav");
        assertThat(body.packing()).isEqualTo(Packing.LIVE);
        assertThat(body.events()).isFalse();
        assertThat(body.ignored()).contains("instructions");
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '"', value = {"'nova',en_US-bourdon", "'en_US-tenor',en_US-tenor", "\"{'id':'nova'}\",en_US-bourdon", "'Nova',Nova"})
    void a_voice_is_a_name_of_the_api_or_one_s_own_plain_or_in_an_object(String voice, String speaks) throws Exception {
        assertThat(read("{'model':'m','input':'Hi.','voice':" + voice + ",'response_format':'pcm'}").request().voice().voice()).contains(speaks);
    }

    @Test
    void pcm_is_plain_samples() throws Exception {
        assertThat(read("{" + NEEDED + ",'response_format':'pcm'}").format().format()).isEqualTo(SoundFormats.PLAIN);
    }

    @Test
    void without_a_stream_the_file_is_whole_but_events_are_always_live() throws Exception {
        assertThat(read("{" + NEEDED + ",'response_format':'wav','stream':false}").packing()).isEqualTo(Packing.FILE);
        assertThat(read("{" + NEEDED + ",'response_format':'wav','stream':false,'stream_format':'sse'}")).satisfies(
                body -> assertThat(body.events()).isTrue(), body -> assertThat(body.packing()).isEqualTo(Packing.LIVE));
    }

    @Test
    void null_is_as_good_as_absent() throws Exception {
        assertThat(read("{" + NEEDED + ",'response_format':'wav','speed':null,'instructions':null,'stream_format':null,'stream':null}").ignored()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', value = {"{'input':'Hi.','voice':'nova'}|'model'", "{'model':'m','voice':'nova'}|'input'",
        "{'model':'m','input':'Hi.'}|'voice'", "{'model':'m','input':5,'voice':'nova'}|'input'", "{'model':'m','input':'Hi.','voice':['nova']}|'voice'",
        "{'model':'m','input':'Hi.','voice':{}}|'id'", "{" + NEEDED + ",'speed':'fast'}|'speed'", "{" + NEEDED + ",'stream_format':'xml'}|'stream_format'",
        "{" + NEEDED + ",'stream':'yes'}|'stream'", "{" + NEEDED + ",'instructions':7}|'instructions'", "{" + NEEDED + ",'response_format':3}|'response_format'"})
    void what_does_not_fit_is_named(String body, String named) {
        assertThatThrownBy(() -> read(body)).isInstanceOfSatisfying(BourdonException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_REQUEST))
                .hasMessageContaining(named);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.24", "4.01", "0", "-1", "1e9"})
    void a_speed_out_of_range_is_refused(String speed) {
        assertThatThrownBy(() -> read("{" + NEEDED + ",'response_format':'wav','speed':" + speed + "}"))
                .isInstanceOfSatisfying(BourdonException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_REQUEST)).hasMessageContaining("speed");
    }

    @Test
    void instructions_have_the_api_s_length_at_most() {
        assertThatThrownBy(() -> read("{" + NEEDED + ",'response_format':'wav','instructions':'" + "x".repeat(4_097) + "'}")).hasMessageContaining("4096");
    }

    @Test
    void a_format_that_nothing_encodes_is_refused_with_those_there_are() {
        assertThatThrownBy(() -> read("{" + NEEDED + ",'response_format':'aac'}")).isInstanceOfSatisfying(BourdonException.class,
                e -> assertThat(e.code()).isEqualTo(ErrorCode.UNSUPPORTED)).hasMessageContaining("aac").hasMessageContaining("wav");
        assertThatThrownBy(() -> read("{" + NEEDED + "}")).as("the default").hasMessageContaining("mp3");
    }

    private static SpeechBody read(String json) throws BourdonException {
        return SpeechBody.read(JsonBody.read(json.replace('\'', '"').getBytes(StandardCharsets.UTF_8)), new SoundFormats(), OpenAiNames.of("nova=en_US-bourdon", "broken"));
    }
}
