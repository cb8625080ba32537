package org.bourdon.gateway.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import org.bourdon.audio.session.AudioFormat;
import org.bourdon.audio.session.AudioSessionEnd;
import org.bourdon.error.BourdonException;
import org.bourdon.error.ErrorCode;
import org.bourdon.gateway.session.ScriptedSessions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

@Timeout(30)
class LauncherClientTest {

    private static final String START = "{'type':'start_session','audioFormat':{'format':'wav','sampleRate':24000,'channels':1,'bitDepth':16},'timestamp':5}";
    private static final byte[] SOUND = {0, 1, 2, -3};

    private final ScriptedSessions core = new ScriptedSessions();
    private final LauncherClients clients = new LauncherClients(core, Clock.fixed(Instant.ofEpochMilli(99), ZoneOffset.UTC));
    private final BlockingQueue<String> sent = new LinkedBlockingQueue<>();
    private volatile boolean gone;
    private volatile boolean socketClosed;
    private LauncherClient client;

    private final LauncherSocket socket = new LauncherSocket() {
        @Override
        public void send(byte[] utf8) throws IOException {
            if (gone) {
                throw new IOException("broken pipe");
            }
            sent.add(new String(utf8, java.nio.charset.StandardCharsets.UTF_8));
        }

        @Override
        public void close() {
            socketClosed = true;
        }
    };

    @BeforeEach
    void connect() throws Exception {
        client = clients.connect(socket).orElseThrow();
        assertThat(next()).isEqualTo("{'type':'welcome','timestamp':99,'clientId':'c1','message':'connected to Bourdon'}");
    }

    @Test
    void the_messages_of_a_whole_session_are_those_of_the_table() throws Exception {
        say("{'type':'ping','timestamp':1}");
        assertThat(next()).isEqualTo("{'type':'pong','timestamp':99}");
        say("{'type':'get_status'}");
        assertThat(next()).isEqualTo("{'type':'status','timestamp':99,'clientId':'c1','connected':true,'sessionActive':false,'sessionStats':null}");

        say(START);
        assertThat(next()).isEqualTo("{'type':'session_started','timestamp':99,'clientId':'c1','audioFormat':{'format':'wav','sampleRate':24000,'channels':1,'bitDepth':16}}");
        assertThat(core.opened.getFirst().request.format()).isEqualTo(new AudioFormat(AudioFormat.Container.WAV, 24_000, 1, 16));
        say("{'type':'audio_chunk','chunk':'" + Base64.getEncoder().encodeToString(SOUND) + "','encoding':'base64'}");
        say("{'type':'audio_chunk','chunk':'" + HexFormat.of().formatHex(SOUND) + "','encoding':'hex'}");
        say("{'type':'audio_chunk','chunk':'" + Base64.getEncoder().encodeToString(new byte[1]) + "'}");
        assertThat(core.opened.getFirst().pushed.toByteArray()).containsExactly(0, 1, 2, -3, 0, 1, 2, -3, 0);

        say("{'type':'get_status'}");
        assertThat(next()).isEqualTo("{'type':'status','timestamp':99,'clientId':'c1','connected':true,'sessionActive':true,'sessionStats':{'bytesReceived':9,"
                + "'chunksProcessed':3,'framesPlayed':7,'underruns':1,'startTime':1000,'endTime':null}}");
        assertThat(clients.clients()).hasSize(1).first().satisfies(facts -> {
            assertThat(facts.id()).isEqualTo("c1");
            assertThat(facts.session()).isPresent();
        });
        say("{'type':'stop_session'}");
        assertThat(core.opened.getFirst().calls).containsExactly("finish");
        core.opened.getFirst().ends(new AudioSessionEnd.Played());
        assertThat(next()).isEqualTo("{'type':'session_stopped','timestamp':99,'clientId':'c1','stats':{'bytesReceived':9,'chunksProcessed':3,'framesPlayed':7,"
                + "'underruns':1,'startTime':1000,'endTime':3000}}");
        say("{'type':'stop_session'}");
        assertThat(next()).contains("no session is active");
    }

    @Test
    void a_session_after_the_first_begins_when_the_first_has_been_heard() throws Exception {
        say(START);
        next();
        say(START);
        assertThat(next()).contains("'error':'a session is active; stop_session ends it'");
        say("{'type':'stop_session'}");
        Thread second = Thread.ofVirtual().start(() -> {
            try {
                say(START);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        core.opened.getFirst().ends(new AudioSessionEnd.Played());
        assertThat(next()).contains("session_stopped");
        assertThat(next()).contains("session_started");
        second.join();
        assertThat(core.opened).hasSize(2);
    }

    @Test
    void a_launcher_that_goes_takes_its_session_along() throws Exception {
        say(START);
        next();
        client.close();

        assertThat(core.opened.getFirst().calls).contains("close");
        assertThat(socketClosed).isTrue();
        assertThat(clients.clients()).isEmpty();
    }

    @Test
    void a_launcher_that_cannot_be_told_anything_is_gone() throws Exception {
        say(START);
        next();
        gone = true;
        say("{'type':'ping'}");

        assertThat(core.opened.getFirst().calls).contains("close");
        assertThat(clients.clients()).isEmpty();
    }

    @Test
    void a_session_that_fails_is_complained_of_and_then_stopped() throws Exception {
        say(START);
        next();
        core.opened.getFirst().ends(new AudioSessionEnd.Failed(ErrorCode.ENGINE_FAILED, "the disk is full"));

        assertThat(next()).isEqualTo("{'type':'error','timestamp':99,'error':'the disk is full'}");
        assertThat(next()).contains("session_stopped");
    }

    @Test
    void a_session_that_is_refused_says_why() throws Exception {
        core.refusal = Optional.of(new BourdonException(ErrorCode.BUSY, "as many audio sessions are open as the daemon allows (1)"));
        say(START);

        assertThat(next()).contains("as the daemon allows (1)");
        assertThat(clients.clients().getFirst().session()).isEmpty();
    }

    @Test
    void launchers_beyond_the_limit_are_told_so_and_cut_off() throws Exception {
        for (int i = 1; i < 64; i++) {
            assertThat(clients.connect(socket)).isPresent();
            next();
        }
        assertThat(clients.connect(socket)).isEmpty();
        assertThat(next()).contains("as many launchers are connected");
        assertThat(socketClosed).isTrue();
        assertThat(clients.clients()).hasSize(64);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            hello                                                                     | not JSON
            {'type':'ping'                                                            | not JSON
            {'type':'ping'} {}                                                        | not JSON
            []                                                                        | a message is a JSON object
            {}                                                                        | type is missing, or no string
            {'type':7}                                                                | type is missing, or no string
            {'type':'sing\\nsong'}                                                    | no message of the type 'sing song'; there are ping, start_session
            {'type':'start_session'}                                                  | start_session needs audioFormat
            {'type':'start_session','audioFormat':{}}                                 | audioFormat.format is missing
            {'type':'start_session','audioFormat':{'format':'ogg'}}                   | audioFormat.format is 'ogg'; it is wav or pcm
            {'type':'start_session','audioFormat':{'format':'pcm','sampleRate':'x'}}  | audioFormat.sampleRate is missing, or no whole number
            {'type':'start_session','audioFormat':{'format':'pcm','sampleRate':96000,'channels':1,'bitDepth':16}} | the sample rate is 96000
            {'type':'start_session','audioFormat':{'format':'pcm','sampleRate':8000,'channels':0,'bitDepth':16}}  | there are 0 channels
            {'type':'start_session','audioFormat':{'format':'pcm','sampleRate':8000,'channels':1,'bitDepth':20}}  | the bit depth is 20
            {'type':'audio_chunk','chunk':'AAAA'}                                     | no session is active
            {'type':'stop_session'}                                                   | no session is active
            """, quoteCharacter = '`')
    void what_does_not_fit_gets_one_clear_line(String message, String says) throws Exception {
        say(message);
        assertThat(next()).startsWith("{'type':'error','timestamp':99,'error':'").contains(says.replace('"', '\'')).doesNotContain("\n");
        assertThat(core.opened).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {'type':'audio_chunk'}                                  | chunk is missing, or no string
            {'type':'audio_chunk','chunk':'!!'}                     | chunk is not base64
            {'type':'audio_chunk','chunk':'abc','encoding':'hex'}   | chunk is not hex
            {'type':'audio_chunk','chunk':'AA','encoding':'utf8'}   | encoding is 'utf8'; it is base64 or hex
            {'type':'audio_chunk','chunk':'AA','encoding':1}        | encoding is missing, or no string
            """, quoteCharacter = '`')
    void a_chunk_that_does_not_fit_leaves_the_session_as_it_is(String message, String says) throws Exception {
        say(START);
        next();
        say(message);
        assertThat(next()).contains(says);
        assertThat(core.opened.getFirst().pushed.size()).isZero();
        assertThat(clients.clients().getFirst().session()).isPresent();
    }

    @Test
    void bytes_are_no_message() throws Exception {
        client.binary();
        assertThat(next()).contains("a message is JSON text");
    }

    private void say(String message) throws InterruptedException {
        client.text(message.replace('\'', '"'));
    }

    private String next() throws Exception {
        String message = sent.poll(20, TimeUnit.SECONDS);
        assertThat(message).as("nothing was sent within 20 s").isNotNull();
        JsonNode read = new ObjectMapper().readTree(message);
        assertThat(read.path("timestamp").isIntegralNumber()).isTrue();
        return message.replace('"', '\'');
    }
}
