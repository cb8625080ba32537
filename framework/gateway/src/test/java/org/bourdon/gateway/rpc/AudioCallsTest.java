package org.bourdon.gateway.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import org.bourdon.audio.session.AudioFormat;
import org.bourdon.audio.session.AudioSessionEnd;
import org.bourdon.audio.session.AudioSessionEvent;
import org.bourdon.error.BourdonException;
import org.bourdon.error.ErrorCode;
import org.bourdon.gateway.session.ScriptedSessions;
import org.bourdon.gateway.sound.SoundFormats;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import com.fasterxml.jackson.databind.JsonNode;

@Timeout(30)
class AudioCallsTest {

    private final ScriptedSpeech core = new ScriptedSpeech();
    private final BlockingQueue<Frame> written = new LinkedBlockingQueue<>();
    private RpcConnection connection;

    private final Wire wire = new Wire() {
        @Override
        public void write(List<Frame> frames) {
            written.addAll(frames);
        }

        @Override
        public void close() {
            // seen by nobody here
        }
    };

    @BeforeEach
    void connect() throws Exception {
        connection = RpcConnection.open("test", core, core, new SoundFormats(), wire, Thread::startVirtualThread, Optional.empty()).orElseThrow();
        assertThat(next().at("/params/capabilities")).extracting(JsonNode::asText).contains("session.open", "session.audio", "session.attach");
    }

    @AfterEach
    void close() {
        connection.close();
    }

    @Test
    void a_session_takes_audio_whose_bytes_follow_their_message() throws Exception {
        send("{'id':1,'method':'session.open','params':{'format':'wav','sample_rate':48000,'channels':2,'bit_depth':24,'echo':true}}");
        assertThat(next().path("result").toString()).isEqualTo(("{'session':'a1','client':'s7','state':'playing','attached':true,'format':'wav','sample_rate':48000,"
                + "'channels':2,'bit_depth':24,'sink':'null','buffered_ms':40,'bytes_received':0,'chunks':0,'frames_played':7,'underruns':1,"
                + "'started_at':'1970-01-01T00:00:01Z','ended_at':null,'token':'secret','resume_ms':30000}").replace('\'', '"'));
        ScriptedSessions.Scripted session = core.audio.opened.getFirst();
        assertThat(session.request.format()).isEqualTo(new AudioFormat(AudioFormat.Container.WAV, 48_000, 2, 24));
        assertThat(session.request.echo()).isTrue();

        assertThat(send("{'id':2,'method':'session.audio','params':{'session':'a1','payload_length':3}}")).isEqualTo(3);
        assertThat(written).as("before the payload").isEmpty();
        connection.receivePayload(new byte[] {1, 2, 3});
        assertThat(next().at("/result/buffered_ms").asInt()).isEqualTo(40);
        assertThat(send("{'method':'session.audio','params':{'session':'a1','payload_length':1}}")).isEqualTo(1);
        connection.receivePayload(new byte[] {4});
        assertThat(session.pushed.toByteArray()).containsExactly(1, 2, 3, 4);
        assertThat(written).as("answers to audio without an id").isEmpty();

        send("{'id':3,'method':'session.status','params':{'session':'a1'}}");
        assertThat(next().at("/result/bytes_received").asInt()).isEqualTo(4);
        send("{'id':4,'method':'status'}");
        assertThat(next().at("/result/audio_sessions/0/chunks").asInt()).isEqualTo(2);
    }

    @Test
    void what_is_told_a_session_reaches_it() throws Exception {
        send("{'id':1,'method':'session.open','params':{'paused':true}}");
        next();
        for (String call : List.of("play", "pause", "resume", "close", "stop")) {
            send("{'id':1,'method':'session." + call + "','params':{'session':'a1'}}");
            assertThat(next().path("result").isObject()).as(call).isTrue();
        }
        assertThat(core.audio.opened.getFirst().calls).containsExactly("pause", "play", "pause", "play", "finish", "stop");
        assertThat(core.audio.opened.getFirst().request.format()).isEqualTo(new AudioFormat(AudioFormat.Container.PCM, 24_000, 1, 16));
    }

    @Test
    void what_a_session_tells_comes_with_its_id_and_its_end_comes_once() throws Exception {
        send("{'id':1,'method':'session.open'}");
        next();
        ScriptedSessions.Scripted session = core.audio.opened.getFirst();
        session.events.add(new AudioSessionEvent.Echo(new byte[] {5, 6}));
        session.events.add(new AudioSessionEvent.Underrun(3));
        session.ends(new AudioSessionEnd.Played());

        Frame echo = frame();
        assertThat(json(echo).toString()).isEqualTo("{'jsonrpc':'2.0','method':'session.audio','params':{'session':'a1','payload_length':2}}".replace('\'', '"'));
        assertThat(echo.payload()).containsExactly(5, 6);
        assertThat(next().toString()).contains("session.underrun", "\"underruns\":3");
        assertThat(next().toString()).isEqualTo(("{'jsonrpc':'2.0','method':'session.ended','params':{'session':'a1','outcome':'played','bytes_received':0,'chunks':0,"
                + "'frames_played':7,'underruns':1,'started_at':'1970-01-01T00:00:01Z','ended_at':'1970-01-01T00:00:03Z'}}").replace('\'', '"'));
        send("{'id':2,'method':'session.stop','params':{'session':'a1'}}");
        assertThat(next().at("/error/message").asText()).isEqualTo("this connection holds no audio session 'a1'");
    }

    @Test
    void a_session_that_fails_says_why_in_its_end() throws Exception {
        send("{'id':1,'method':'session.open'}");
        next();
        core.audio.opened.getFirst().ends(new AudioSessionEnd.Failed(ErrorCode.ENGINE_FAILED, "the disk is full"));

        JsonNode ended = next().path("params");
        assertThat(ended.path("outcome").asText()).isEqualTo("failed");
        assertThat(ended.path("error").toString()).isEqualTo("{'code':1009,'message':'the disk is full','data':{'error':'ENGINE_FAILED'}}".replace('\'', '"'));
    }

    @Test
    void the_end_of_a_connection_lets_its_sessions_go_and_another_takes_them_up() throws Exception {
        send("{'id':1,'method':'session.open'}");
        next();
        connection.close();
        assertThat(core.audio.opened.getFirst().calls).contains("detach").doesNotContain("close");

        written.clear();
        core.audio.opened.getFirst().events.clear();
        connect();
        send("{'id':1,'method':'session.attach','params':{'session':'a1','token':'wrong'}}");
        assertThat(next().at("/error/data/error").asText()).isEqualTo("INVALID_REQUEST");
        send("{'id':2,'method':'session.attach','params':{'session':'a1','token':'secret'}}");
        assertThat(next().at("/result/session").asText()).isEqualTo("a1");
    }

    @Test
    void audio_without_an_id_that_is_not_taken_is_complained_of() throws Exception {
        assertThat(send("{'method':'session.audio','params':{'session':'a9','payload_length':2}}")).isEqualTo(2);
        connection.receivePayload(new byte[2]);
        JsonNode answer = next();
        assertThat(answer.path("id").isNull()).isTrue();
        assertThat(answer.at("/error/message").asText()).contains("a9");

        send("{'id':1,'method':'session.open'}");
        next();
        core.audio.pushFails = java.util.Optional.of(new BourdonException(ErrorCode.BUSY, "no room"));
        send("{'id':2,'method':'session.audio','params':{'session':'a1','payload_length':2}}");
        connection.receivePayload(new byte[2]);
        assertThat(next().at("/error/code").asInt()).isEqualTo(1010);
    }

    @Test
    void a_payload_is_read_past_whatever_it_belongs_to() throws Exception {
        for (String message : List.of("{'id':1,'method':'voices','params':{'payload_length':2}}", "{'id':1,'method':'sing','params':{'payload_length':2}}",
                "{'id':[1],'method':'session.audio','params':{'payload_length':2}}", "{'id':1,'params':{'payload_length':2}}")) {
            assertThat(send(message)).as(message).isEqualTo(2);
            connection.receivePayload(new byte[2]);
            assertThat(next().has("error")).as(message).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "1.5", "1048577", "99999999999", "'3'", "null", "[]"})
    void a_payload_length_that_is_none_loses_the_place(String length) throws Exception {
        assertThat(send("{'id':1,'method':'session.audio','params':{'session':'a1','payload_length':" + length + "}}")).isEqualTo(RpcConnection.LOST);
        assertThat(next().at("/error/message").asText()).contains("payload_length is a whole number up to 1048576");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {'id':1,'method':'session.open','params':{'format':'mp3'}}          | format is 'mp3'; it is pcm or wav
            {'id':1,'method':'session.open','params':{'sample_rate':7999}}      | the sample rate is 7999; it lies between 8000 and 48000
            {'id':1,'method':'session.open','params':{'sample_rate':8000.5}}    | sample_rate is 8000.5; it is a whole number
            {'id':1,'method':'session.open','params':{'channels':3}}            | there are 3 channels; 1 or 2 are valid
            {'id':1,'method':'session.open','params':{'bit_depth':12}}          | the bit depth is 12
            {'id':1,'method':'session.open','params':{'volume':1}}              | does not know the parameter 'volume'
            {'id':1,'method':'session.audio','params':{'session':'a1'}}         | holds no audio session 'a1'
            {'id':1,'method':'session.status','params':{}}                      | needs the parameter 'session'
            {'id':1,'method':'session.attach','params':{'session':'a1'}}        | needs the parameter 'token'
            """, quoteCharacter = '`')
    void what_does_not_fit_is_named(String message, String says) throws Exception {
        send(message);
        JsonNode answer = next();
        assertThat(answer.at("/error/code").asInt()).isEqualTo(-32602);
        assertThat(answer.at("/error/message").asText()).contains(says).doesNotContain("\n");
        assertThat(core.audio.opened).isEmpty();
    }

    @Test
    void a_connection_holds_no_more_than_sixteen() throws Exception {
        for (int i = 0; i < 16; i++) {
            send("{'id':1,'method':'session.open'}");
            next();
        }
        send("{'id':1,'method':'session.open'}");
        assertThat(next().at("/error/data/error").asText()).isEqualTo("BUSY");
        assertThat(core.audio.opened).hasSize(16);
    }

    private int send(String message) throws InterruptedException {
        byte[] bytes = message.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
        return connection.receive(bytes, bytes.length);
    }

    private JsonNode next() throws Exception {
        return json(frame());
    }

    private static JsonNode json(Frame frame) throws Exception {
        return Json.read(frame.json(), frame.json().length);
    }

    private Frame frame() throws InterruptedException {
        Frame frame = written.poll(20, TimeUnit.SECONDS);
        assertThat(frame).as("nothing was written within 20 s").isNotNull();
        return frame;
    }
}
