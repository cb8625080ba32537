package org.bourdon.gateway.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import org.bourdon.error.BourdonException;
import org.bourdon.error.ErrorCode;
import org.bourdon.gateway.sound.SoundFormats;
import org.bourdon.speech.Outcome;
import org.bourdon.speech.SpeechEvent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

@Timeout(30)
class RpcConnectionTest {

    private final ScriptedSpeech core = new ScriptedSpeech();
    private final SoundFormats formats = new SoundFormats();
    private final BlockingQueue<Frame> written = new LinkedBlockingQueue<>();
    private volatile boolean wireClosed;

    private final Wire wire = new Wire() {
        @Override
        public void write(List<Frame> frames) {
            written.addAll(frames);
        }

        @Override
        public void close() {
            wireClosed = true;
        }
    };

    @Test
    void the_daemon_greets_with_what_a_client_needs_to_know() throws Exception {
        try (RpcConnection connection = RpcConnection.open("test", core, core, formats, wire, Thread::startVirtualThread, Optional.empty()).orElseThrow()) {
            JsonNode hello = next();
            assertThat(hello.path("method").asText()).isEqualTo("hello");
            assertThat(hello.at("/params/version").asText()).isEqualTo("1.2.3");
            assertThat(hello.at("/params/session").asText()).isEqualTo("s7");
            assertThat(hello.at("/params/default_voice").asText()).isEqualTo("en_US-bourdon");
            assertThat(hello.at("/params/capabilities")).extracting(JsonNode::asText).contains("speak", "cancel", "shutdown");
            assertThat(connection).isNotNull();
        }
    }

    @Test
    void a_client_that_is_refused_is_told_why() throws Exception {
        core.refusal = Optional.of(new BourdonException(ErrorCode.BUSY, "as many sessions are open as the daemon allows (1)", Duration.ofMillis(1_500)));

        assertThat(RpcConnection.open("test", core, core, formats, wire, Thread::startVirtualThread, Optional.empty())).isEmpty();
        JsonNode refused = next();
        assertThat(refused.path("method").asText()).isEqualTo("refused");
        assertThat(refused.at("/params/data/error").asText()).isEqualTo("BUSY");
        assertThat(refused.at("/params/data/retry_after_ms").asInt()).isEqualTo(1_500);
        assertThat(wireClosed).isTrue();
    }

    @Test
    void figures_come_as_a_monitoring_system_reads_them() throws Exception {
        try (RpcConnection connection = greeted()) {
            send(connection, "{'id':1,'method':'metrics'}");

            JsonNode metrics = next();
            assertThat(metrics.at("/result/content_type").asText()).isEqualTo("text/plain; version=0.0.4; charset=utf-8");
            assertThat(metrics.at("/result/text").asText()).contains("\nbourdon_sessions 2\n");
        }
    }

    @Test
    void speech_comes_as_started_marks_and_audio_and_ends_with_one_answer() throws Exception {
        core.introduction = new SpeechEvent.Started("good", "onnx", 32_000, Optional.of("engine 'djl' is not running"));
        try (RpcConnection connection = greeted()) {
            send(connection, "{'id':'a','method':'speak','params':{'text':'Hi.','voice':'good','engine':'djl','strict':false,'speed':1.5,'noise_w':0,'deadline_ms':1000}}");
            ScriptedSpeech.Stream stream = core.streams.getFirst();
            stream.events.add(core.introduction);
            stream.events.add(new SpeechEvent.SentenceBegun(0, "Hi.", 0));
            stream.events.add(new SpeechEvent.Audio(new float[] {0, 1, -1, 2}));
            stream.done();

            JsonNode started = next();
            assertThat(started.path("method").asText()).isEqualTo("started");
            assertThat(started.at("/params/request").asText()).isEqualTo("a");
            assertThat(started.at("/params/session").asText()).isEqualTo("s7");
            assertThat(started.at("/params/sample_rate").asInt()).isEqualTo(32_000);
            assertThat(started.at("/params/format").asText()).isEqualTo("s16le");
            assertThat(started.at("/params/engine").asText()).isEqualTo("onnx");
            assertThat(started.at("/params/fallback").asText()).isEqualTo("engine 'djl' is not running");
            assertThat(core.requests.getFirst().voice().engine()).contains("djl");
            assertThat(next().at("/params/text").asText()).isEqualTo("Hi.");
            Frame audio = nextFrame();
            assertThat(json(audio).at("/params/payload_length").asInt()).isEqualTo(8);
            assertThat(audio.payload()).as("0, full scale, and beyond it clamped").containsExactly(0, 0, 0xff, 0x7f, 0x01, 0x80, 0xff, 0x7f);
            JsonNode result = next();
            assertThat(result.path("id").asText()).isEqualTo("a");
            assertThat(result.at("/result/outcome").asText()).isEqualTo("done");
            assertThat(result.at("/result/ttfa_ms").asDouble()).isEqualTo(4.2);
            assertThat(core.requests.getFirst().delivery().speed()).isEqualTo(1.5);
            assertThat(core.requests.getFirst().deadline()).contains(Duration.ofSeconds(1));
        }
    }

    @Test
    void sound_in_a_format_comes_as_its_bytes_and_a_file_s_head_comes_last() throws Exception {
        try (RpcConnection connection = greeted()) {
            send(connection, "{'id':1,'method':'speak','params':{'text':'Hi.','format':'wav','packing':'file'}}");
            ScriptedSpeech.Stream stream = core.streams.getFirst();
            stream.events.add(new SpeechEvent.Started("good", "onnx", 32_000, Optional.empty()));
            stream.events.add(new SpeechEvent.Audio(new float[] {0, 1}));
            stream.events.add(new SpeechEvent.Audio(new float[] {-1}));
            stream.done();

            assertThat(next().at("/params/format").asText()).isEqualTo("wav");
            Frame first = nextFrame();
            assertThat(first.payload()).hasSize(44 + 4).startsWith('R', 'I', 'F', 'F', 0xff, 0xff, 0xff, 0xff);
            assertThat(nextFrame().payload()).containsExactly(0x01, 0x80);
            Frame head = nextFrame();
            assertThat(json(head).path("method").asText()).isEqualTo("head");
            assertThat(json(head).at("/params/payload_length").asInt()).isEqualTo(44);
            assertThat(head.payload()).startsWith('R', 'I', 'F', 'F', 42, 0, 0, 0).endsWith('d', 'a', 't', 'a', 6, 0, 0, 0);
            assertThat(next().at("/result/outcome").asText()).isEqualTo("done");
        }
    }

    @Test
    void what_an_error_quotes_does_not_make_it_as_long_as_the_request() throws Exception {
        try (RpcConnection connection = greeted()) {
            send(connection, "{'id':1,'method':'" + "\uD83D\uDE00".repeat(50_000) + "'}");

            assertThat(next().at("/error/message").asText()).hasSizeLessThan(1_100).endsWith("…").startsWith("there is no method");
        }
    }

    @Test
    void an_encoder_that_fails_is_the_one_answer_and_ends_the_speech() throws Exception {
        formats.addEncoder(new FailingFormat());
        try (RpcConnection connection = greeted()) {
            send(connection, "{'id':1,'method':'speak','params':{'text':'Hi.','format':'failing'}}");
            ScriptedSpeech.Stream stream = core.streams.getFirst();
            stream.events.add(new SpeechEvent.Started("good", "onnx", 32_000, Optional.empty()));
            stream.events.add(new SpeechEvent.Audio(new float[] {0}));

            assertThat(next().path("method").asText()).isEqualTo("started");
            JsonNode answer = next();
            assertThat(answer.at("/error/data/error").asText()).isEqualTo("INTERNAL");
            assertThat(answer.at("/error/message").asText()).contains("encoder of failing", "as it should");
            assertThat(stream.events).as("what was left of the stream").isEmpty();
        }
    }

    @Test
    void an_id_is_free_again_as_soon_as_its_answer_is_there() throws Exception {
        try (RpcConnection connection = greeted()) {
            for (int i = 0; i < 200; i++) {
                send(connection, "{'id':1,'method':'speak','params':{'text':'Hi.'}}");
                core.streams.get(i).done();
                assertThat(next().at("/result/outcome").asText()).as("request " + i).isEqualTo("done");
            }
        }
    }

    @Test
    void a_failure_after_the_acceptance_is_the_one_answer() throws Exception {
        try (RpcConnection connection = greeted()) {
            send(connection, "{'id':7,'method':'speak','params':{'text':'Hi.'}}");
            core.streams.getFirst().events.add(new SpeechEvent.Ended(new Outcome.Failed(ErrorCode.ENGINE_FAILED, "it broke")));

            JsonNode answer = next();
            assertThat(answer.path("id").asInt()).isEqualTo(7);
            assertThat(answer.at("/error/code").asInt()).isEqualTo(1009);
            assertThat(answer.at("/error/message").asText()).isEqualTo("it broke");
            assertThat(answer.at("/error/data/error").asText()).isEqualTo("ENGINE_FAILED");
        }
    }

    @Test
    void text_is_appended_in_order_and_a_running_id_is_not_taken_twice() throws Exception {
        try (RpcConnection connection = greeted()) {
            send(connection, "{'id':'s','method':'speak','params':{'text':'','more':true}}");
            send(connection, "{'id':'s','method':'speak','params':{'text':'x'}}");
            assertThat(next().at("/error/message").asText()).contains("under way");
            for (int i = 0; i < 20; i++) {
                send(connection, "{'id':" + i + ",'method':'append','params':{'request':'s','text':'" + i + "'}}");
            }
            send(connection, "{'id':'f','method':'finish','params':{'request':'s'}}");
            for (int i = 0; i < 20; i++) {
                assertThat(next().path("id").asInt()).isEqualTo(i);
            }
            assertThat(next().path("id").asText()).isEqualTo("f");
            assertThat(String.join("", core.streams.getFirst().appended)).isEqualTo("012345678910111213141516171819");
            assertThat(core.streams.getFirst().finished).isTrue();
        }
    }

    @Test
    void cancel_says_whether_there_was_something_to_cancel() throws Exception {
        try (RpcConnection connection = greeted()) {
            send(connection, "{'id':1,'method':'cancel','params':{'request':'none'}}");
            assertThat(next().at("/result/cancelled").asBoolean()).isFalse();

            send(connection, "{'id':2,'method':'speak','params':{'text':'Hi.'}}");
            send(connection, "{'id':3,'method':'cancel','params':{'request':2}}");
            JsonNode one = next();
            JsonNode other = next();
            JsonNode speak = one.path("id").asInt() == 2 ? one : other;
            JsonNode cancel = one.path("id").asInt() == 2 ? other : one;
            assertThat(speak.at("/result/outcome").asText()).isEqualTo("cancelled");
            assertThat(speak.at("/result/reason").asText()).isEqualTo("ASKED");
            assertThat(cancel.at("/result/cancelled").asBoolean()).isTrue();
        }
    }

    @Test
    void a_connection_that_closes_cancels_its_requests_and_says_so() throws Exception {
        RpcConnection connection = greeted();
        send(connection, "{'id':1,'method':'speak','params':{'text':'Hi.'}}");

        connection.close();

        assertThat(core.sessionClosed).isTrue();
        assertThat(wireClosed).isTrue();
        assertThat(next().at("/result/reason").asText()).isEqualTo("CLIENT_GONE");
    }

    @Test
    void a_client_that_takes_nothing_leaves_its_sound_where_it_was_made() throws Exception {
        BlockingQueue<Frame> stuck = new LinkedBlockingQueue<>(2);
        Wire stalled = new Wire() {
            @Override
            public void write(List<Frame> frames) {
                try {
                    for (Frame frame : frames) {
                        stuck.put(frame);
                    }
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }

            @Override
            public void close() {
                wireClosed = true;
            }
        };
        RpcConnection connection = RpcConnection.open("test", core, core, formats, stalled, Thread::startVirtualThread, Optional.empty()).orElseThrow();
        send(connection, "{'id':1,'method':'speak','params':{'text':'Hi.'}}");
        ScriptedSpeech.Stream stream = core.streams.getFirst();
        stream.events.add(new SpeechEvent.Started("good", "onnx", 32_000, Optional.empty()));
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (stuck.size() < 2 && System.nanoTime() < deadline) {
            Thread.onSpinWait();
        }
        for (int i = 0; i < 100; i++) {
            stream.events.add(new SpeechEvent.Audio(new float[32_000]));
        }
        while (stream.events.size() == 100 && System.nanoTime() < deadline) {
            Thread.onSpinWait();
        }
        assertThat(stream.events.size()).as("chunks still in the stream, of 100").isBetween(96, 99);
        stream.events.clear();
        Thread drain = Thread.ofVirtual().start(() -> {
            while (!wireClosed) {
                stuck.poll();
            }
        });
        connection.close();
        drain.join();
    }

    @Test
    void a_lease_is_held_until_it_is_given_back_or_the_connection_ends() throws Exception {
        RpcConnection connection = greeted();
        send(connection, "{'id':1,'method':'lease','params':{'holder':'an editor'}}");
        assertThat(next().at("/result/lease").asText()).isEqualTo("l1");
        send(connection, "{'id':2,'method':'lease'}");
        assertThat(next().at("/result/lease").asText()).isEqualTo("l2");
        assertThat(core.leases).containsEntry("l1", "an editor").containsEntry("l2", "session s7");

        send(connection, "{'id':3,'method':'release','params':{'lease':'l1'}}");
        assertThat(next().has("result")).isTrue();
        assertThat(core.leases).containsOnlyKeys("l2");
        send(connection, "{'id':4,'method':'release','params':{'lease':'l1'}}");
        assertThat(next().at("/error/message").asText()).isEqualTo("this connection holds no lease 'l1'");

        connection.close();
        assertThat(core.leases).isEmpty();
    }

    @Test
    void a_lease_may_name_voices_which_are_there_before_it_is() throws Exception {
        try (RpcConnection connection = greeted()) {
            send(connection, "{'id':1,'method':'lease','params':{'holder':'an editor','voices':['good','good']}}");
            assertThat(next().at("/result/lease").asText()).isEqualTo("l1");
            assertThat(core.leases).containsEntry("l1", "an editor with good");

            send(connection, "{'id':2,'method':'lease','params':{'voices':['nobody']}}");
            assertThat(next().at("/error/data/error").asText()).isEqualTo("VOICE_NOT_FOUND");
            send(connection, "{'id':3,'method':'lease','params':{'voices':'good'}}");
            assertThat(next().at("/error/message").asText()).isEqualTo("lease: the parameter 'voices' is an array of strings");
            assertThat(core.leases).containsOnlyKeys("l1");
        }
    }

    @Test
    void the_life_of_models_is_led_by_name() throws Exception {
        String model = ("{'name':'good','format':'streaming','engine':'onnx','device':'cpu','version':'1f-2','state':'loaded','reason':null,'default':true,"
                + "'pinned':true,'leases':1,'requests':2,'lanes':['lane-onnx-cpu0'],'loaded_at':'1970-01-01T00:00:00Z','load_ms':12.5,"
                + "'load_memory':{'before_bytes':10,'after_bytes':20},'unload_memory':null,'remark':'old','disk_bytes':5,'last_used':null}").replace('\'', '"');
        try (RpcConnection connection = greeted()) {
            for (String call : List.of("info", "load", "unload", "reload", "pin", "unpin")) {
                send(connection, "{'id':1,'method':'model." + call + "','params':{'name':'good'}}");
                assertThat(next().path("result").toString()).as(call).isEqualTo(model);
            }
            assertThat(core.models.calls).containsExactly("info good", "load good", "unload good", "reload good", "pin good", "unpin good");

            send(connection, "{'id':1,'method':'model.list'}");
            assertThat(next().path("result").toString()).isEqualTo("{\"models\":[" + model + "]}");
            send(connection, "{'id':1,'method':'status'}");
            assertThat(next().at("/result/models/0").toString()).isEqualTo(model);
            send(connection, "{'id':1,'method':'model.load','params':{'name':'nobody'}}");
            assertThat(next().at("/error/data/error").asText()).isEqualTo("VOICE_NOT_FOUND");
            send(connection, "{'id':1,'method':'model.load'}");
            assertThat(next().at("/error/code").asInt()).isEqualTo(-32602);
        }
    }

    @Test
    void the_daemon_tells_of_itself_in_stable_names() throws Exception {
        try (RpcConnection connection = greeted()) {
            send(connection, "{'id':1,'method':'status'}");
            ObjectNode status = (ObjectNode) next().path("result");
            status.remove("models");
            assertThat(status.remove("audio_sessions")).as("audio sessions").isEmpty();
            assertThat(status.toString()).isEqualTo(("{'version':'1.2.3','pid':42,'uptime_ms':5000,'home':'/home/bourdon','scope':'editor','lifetime':{'idle_timeout_ms':60000,'owner_pid':77,'while_leased':false},'listeners':['unix:/s'],'listeners_shut':[{'address':'http://h:1','problem':'taken'}],"
                    + "'engines':[{'name':'onnx','device':'cpu','isolation':'process','devices':[{'device':'cuda:0','available':false,'reason':'no driver'},"
                    + "{'device':'cpu','available':true,'reason':null}],'fallback':'runs on cpu and not on cuda:0 (no driver)','lost':1,'problem':null,'processes':[{'lane':'lane-onnx-cpu0','pid':4711,'restarts':2,'uptime_ms':3000}],'lanes':[{'name':'lane-onnx-cpu0','queued':3,'current_job_ms':7,'voices':['good']}]}],"
                    + "'voices':[{'name':'good','format':'streaming','language':'en-US','sample_rate':32000,'speakers':[],'default':true,'loaded':true},"
                    + "{'name':'bad','format':'piper','language':'und','sample_rate':0,'speakers':['a'],'default':false,'loaded':false,'problem':'no model'}],"
                    + "'sessions':2,'leases':1,'requests':{'active':1,'served':2,'failed':3,'cancelled':4,'sentences':5},"
                    + "'memory':{'heap_used_bytes':10,'heap_committed_bytes':20,'resident_bytes':30},'threads':12,'open_files':34,'log':{'file':'/home/bourdon/log/bourdon.log','lines_lost':6},"
                    + "'cache':{'hits':7,'misses':8,'shared':9,'evicted':10,'entries':11,'bytes':12,'limit_bytes':13,'disk':{'hits':14,'entries':15,'bytes':16}},'ttfa_ms':null}").replace('\'', '"'));

            send(connection, "{'id':2,'method':'health'}");
            assertThat(next().path("result").toString()).isEqualTo("{'alive':true,'ready':true,'busy':true,'queued':3,'reason':'ready'}".replace('\'', '"'));

            send(connection, "{'id':3,'method':'pronounce','params':{'text':'Hi'}}");
            JsonNode sentence = next().at("/result/sentences/0");
            assertThat(sentence.path("intonation").asText()).isEqualTo("rising");
            assertThat(sentence.at("/words/0/origin").asText()).isEqualTo("dictionary");

            send(connection, "{'id':4,'method':'shutdown','params':{'drain_ms':250}}");
            assertThat(next().at("/result/stopping").asBoolean()).isTrue();
            assertThat(core.drained).contains(Duration.ofMillis(250));
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {'id':1,'method':'sing'}                                              | -32601 | there is no method 'sing'
            {'id':1,'method':'speak','params':{'text':'a','voise':'b'}}           | -32602 | voise
            {'id':1,'method':'speak','params':{}}                                 | -32602 | needs the parameter 'text'
            {'id':1,'method':'speak','params':{'text':3}}                         | -32602 | 'text' is a string
            {'id':1,'method':'speak','params':{'text':'a','speed':9}}             | -32602 | speed is 9.0; it lies between 0.25 and 4.0
            {'id':1,'method':'speak','params':{'text':'a','speed':'fast'}}        | -32602 | 'speed' is a number
            {'id':1,'method':'speak','params':{'text':'a','format':'mp3'}}        | 1007   | 'mp3' is installed; there are s16le, f32le, wav
            {'id':1,'method':'speak','params':{'text':'a','packing':'box'}}       | -32602 | live or file
            {'id':1,'method':'speak','params':{'text':'a','deadline_ms':0}}       | -32602 | deadline_ms
            {'id':1,'method':'speak','params':['a']}                              | -32602 | 'params' is an object
            {'id':1,'method':'speak','params':{'text':'a','voice':'nobody'}}      | 1004   | no voice is called
            {'id':1,'method':'append','params':{'request':9,'text':'a'}}          | -32602 | no request with that id
            {'id':1,'method':'append','params':{'text':'a'}}                      | -32602 | 'request'
            {'id':1,'method':'shutdown','params':{'drain_ms':-1}}                 | -32602 | drain_ms
            {'id':1}                                                              | -32600 | a string 'method'
            {'id':[1],'method':'voices'}                                          | -32600 | 'id' that is a string or a number
            {'method':'speak','params':{'text':'a'}}                              | -32600 | needs an id
            [1,2]                                                                 | -32600 | an object
            {'id':1,'method'                                                      | -32700 | not JSON
            hello                                                                 | -32700 | not JSON
            {} {}                                                                 | -32700 | not JSON
            """, quoteCharacter = '`')
    void a_bad_message_gets_one_clear_line(String message, int code, String says) throws Exception {
        try (RpcConnection connection = greeted()) {
            send(connection, message);

            JsonNode answer = next();
            assertThat(answer.at("/error/code").asInt()).as(answer.toString()).isEqualTo(code);
            assertThat(answer.at("/error/message").asText()).contains(says).doesNotContain("\n");
        }
    }

    private RpcConnection greeted() throws InterruptedException {
        RpcConnection connection = RpcConnection.open("test", core, core, formats, wire, Thread::startVirtualThread, Optional.empty()).orElseThrow();
        nextFrame();
        return connection;
    }

    private static void send(RpcConnection connection, String message) throws InterruptedException {
        byte[] bytes = message.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
        connection.receive(bytes, bytes.length);
    }

    private JsonNode next() throws Exception {
        return json(nextFrame());
    }

    private static JsonNode json(Frame frame) throws Exception {
        return Json.read(frame.json(), frame.json().length);
    }

    private Frame nextFrame() throws InterruptedException {
        Frame frame = written.poll(20, TimeUnit.SECONDS);
        assertThat(frame).as("nothing was written within 20 s").isNotNull();
        return frame;
    }
}
