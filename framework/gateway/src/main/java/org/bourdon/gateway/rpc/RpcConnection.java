package org.bourdon.gateway.rpc;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.bourdon.daemon.Daemon;
import org.bourdon.error.BourdonException;
import org.bourdon.error.ErrorCode;
import org.bourdon.gateway.metric.PrometheusText;
import org.bourdon.gateway.sound.EncodedSound;
import org.bourdon.gateway.sound.SoundFormats;
import org.bourdon.speech.Session;
import org.bourdon.speech.SpeechService;
import org.bourdon.speech.SpeechStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * One client of the native API. A transport makes one, hands it every message in order from one thread, and closes it.
 */
public final class RpcConnection implements AutoCloseable {

    /** The longest message that a transport should take, in bytes. */
    public static final int LONGEST_MESSAGE = 4 * 1024 * 1024;

    /** The longest payload that a message may announce, in bytes. */
    public static final int LONGEST_PAYLOAD = 1024 * 1024;
    /** What {@link #receive} says when nobody knows where the next message begins. */
    public static final int LOST = -1;

    private static final Logger log = LoggerFactory.getLogger(RpcConnection.class);
    private static final byte[] NO_PAYLOAD = {};
    private static final int PROTOCOL = 1;
    private static final int MOST_CALLS = 64;
    private static final Duration FAREWELL = Duration.ofSeconds(2);
    private static final List<String> METHODS =
            Stream.concat(Stream.of("speak", "append", "finish", "cancel", "pronounce", "voices", "status", "health", "metrics", "lease", "release"),
                    Stream.concat(Stream.concat(ModelCalls.METHODS.stream(), AudioCalls.METHODS.stream()), Stream.of("shutdown"))).toList();

    private final SpeechService speech;
    private final Daemon daemon;
    private final SoundFormats formats;
    private final Session session;
    private final Outbox outbox;
    private final Executor speakers;
    private final Optional<Executor> readers;
    private final Map<JsonNode, RunningSpeech> running = new ConcurrentHashMap<>();
    private final ConnectionLeases leases;
    private final ModelCalls models;
    private final AudioCalls audio;
    private final Semaphore calls = new Semaphore(MOST_CALLS);
    /** Waits for its payload; only the transport's thread knows of it. */
    private JsonNode announced = Json.object();

    private RpcConnection(SpeechService speech, Daemon daemon, SoundFormats formats, Session session, Outbox outbox, Executor speakers,
                          Optional<Executor> readers) {
        this.speakers = speakers;
        this.readers = readers;
        this.speech = speech;
        this.daemon = daemon;
        this.formats = formats;
        this.session = session;
        this.outbox = outbox;
        this.leases = new ConnectionLeases(daemon);
        this.models = new ModelCalls(daemon.models());
        this.audio = new AudioCalls(daemon.audioSessions(), session.id(), outbox);
    }

    /**
     * Greets a client.
     *
     * @param speakers each request that speaks takes one, for as long as it speaks
     * @param readers  reads a request's text, if the transport wants to: called by {@link #receive} and {@link #receivePayload} on the thread
     *                 that called them, when all else has been done, so that the task may run at once there if another thread goes on with
     *                 the messages
     * @return empty when it was refused; it has been told why and the wire is closed
     */
    public static Optional<RpcConnection> open(String protocol, SpeechService speech, Daemon daemon, SoundFormats formats, Wire wire,
                                               Executor speakers, Optional<Executor> readers) throws InterruptedException {
        Outbox outbox = new Outbox(wire);
        try {
            RpcConnection connection = new RpcConnection(speech, daemon, formats, speech.connect(protocol), outbox, speakers, readers);
            outbox.put(Json.notification("hello", connection.greeting()));
            return Optional.of(connection);
        } catch (BourdonException e) {
            outbox.put(Json.notification("refused", Json.object(RpcError.of(e))));
            outbox.close(FAREWELL);
            return Optional.empty();
        }
    }

    private ObjectNode greeting() {
        ObjectNode hello = Json.object().put("version", daemon.version()).put("protocol", PROTOCOL).put("session", session.id())
                .put("pid", ProcessHandle.current().pid()).put("home", daemon.folders().home().toString())
                .put("default_voice", speech.defaultVoice());
        METHODS.forEach(hello.putArray("capabilities")::add);
        formats.names().forEach(hello.putArray("formats")::add);
        return hello;
    }

    /**
     * Takes one message. Answers whatever it is; never throws for what a client sends. It may wait, while an audio session's buffer is full.
     *
     * @return how many bytes follow that belong to it, for {@link #receivePayload}; 0 for most. {@link #LOST} when the transport is to close,
     *         since the client announced what is not valid
     */
    public int receive(byte[] bytes, int length) throws InterruptedException {
        JsonNode message;
        try {
            message = Json.read(bytes, length);
        } catch (JsonProcessingException e) {
            outbox.put(Json.error(NullNode.instance, RpcError.parse("not JSON: " + e.getOriginalMessage())));
            return 0;
        } catch (IOException e) {
            outbox.put(Json.error(NullNode.instance, RpcError.parse("not JSON: " + e.getMessage())));
            return 0;
        }
        JsonNode payload = message.path("params").path("payload_length");
        if (!payload.isMissingNode() && !(payload.isIntegralNumber() && payload.canConvertToInt() && payload.intValue() >= 0
                && payload.intValue() <= LONGEST_PAYLOAD)) {
            outbox.put(Json.error(NullNode.instance, RpcError.parse("payload_length is a whole number up to " + LONGEST_PAYLOAD)));
            return LOST;
        }
        if (payload.asInt() > 0) {
            announced = message;
        } else {
            answer(message, NO_PAYLOAD);
        }
        return payload.asInt();
    }

    /** Takes what {@link #receive} said would follow, all of it. */
    public void receivePayload(byte[] payload) throws InterruptedException {
        answer(announced, payload);
    }

    private void answer(JsonNode message, byte[] payload) throws InterruptedException {
        JsonNode id = message.path("id");
        if (!message.isObject() || !message.path("method").isTextual() || !(id.isTextual() || id.isNumber() || id.isMissingNode())) {
            outbox.put(Json.error(NullNode.instance, RpcError.notARequest(
                    "a request is an object with a string 'method' and an 'id' that is a string or a number")));
            return;
        }
        String method = message.get("method").textValue();
        if (id.isMissingNode() && method.equals("speak")) {
            outbox.put(Json.error(NullNode.instance, RpcError.notARequest("speak needs an id: its audio carries it")));
            return;
        }
        Reply reply = new Reply(outbox, id);
        try {
            call(method, params(message), payload, reply);
        } catch (BourdonException e) {
            // Audio may come without an id, and its client must not believe that it is heard when it is not.
            Reply told = payload.length > 0 && id.isMissingNode() ? new Reply(outbox, NullNode.instance) : reply;
            told.error(RpcError.of(e));
        } catch (RuntimeException e) {
            log.error("a call failed unexpectedly", e);
            reply.error(RpcError.of(ErrorCode.INTERNAL, "the call failed unexpectedly: " + e));
        }
    }

    /** Says that a message was longer than {@link #LONGEST_MESSAGE}; the transport then closes, since it has lost its place. */
    public void tooLong() throws InterruptedException {
        outbox.put(Json.error(NullNode.instance, RpcError.parse("a message is at most " + LONGEST_MESSAGE + " bytes long")));
    }

    private static JsonNode params(JsonNode message) throws BourdonException {
        JsonNode params = message.path("params");
        if (params.isMissingNode()) {
            return Json.object();
        }
        if (!params.isObject()) {
            throw new BourdonException(ErrorCode.INVALID_REQUEST, "'params' is an object");
        }
        return params;
    }

    private void call(String method, JsonNode params, byte[] payload, Reply reply) throws BourdonException, InterruptedException {
        switch (method) {
            case "speak" -> speak(SpeakCall.read(params, formats), reply);
            case "append" -> {
                Params append = new Params(method, params, List.of("request", "text"));
                running(append).append(Optional.of(append.text("text")), reply);
            }
            case "finish" -> running(new Params(method, params, List.of("request"))).append(Optional.empty(), reply);
            case "cancel" -> {
                Optional<RunningSpeech> found = find(new Params(method, params, List.of("request")));
                found.ifPresent(RunningSpeech::cancel);
                reply.result(Json.object().put("cancelled", found.isPresent()));
            }
            case "pronounce" -> {
                Params pronounce = new Params(method, params, List.of("text", "voice"));
                String text = pronounce.text("text");
                Optional<String> voice = pronounce.optionalText("voice");
                apart(method, () -> StatusJson.sentences(speech.pronounce(text, voice)), reply);
            }
            case "voices" -> {
                new Params(method, params, List.of());
                reply.result(Json.object().set("voices", StatusJson.voices(speech.voices())));
            }
            case "status" -> {
                new Params(method, params, List.of());
                reply.result(DaemonAnswers.status(daemon));
            }
            case "health" -> {
                new Params(method, params, List.of());
                reply.result(DaemonAnswers.health(daemon));
            }
            case "metrics" -> {
                new Params(method, params, List.of());
                reply.result(Json.object().put("content_type", PrometheusText.CONTENT_TYPE).put("text", PrometheusText.of(daemon.metrics())));
            }
            case "lease" -> {
                Params lease = new Params(method, params, List.of("holder", "voices"));
                String holder = lease.optionalText("holder").orElse("session " + session.id());
                Set<String> voices = lease.texts("voices");
                if (voices.isEmpty()) {
                    reply.result(Json.object().put("lease", leases.take(holder, voices)));
                } else {
                    apart(method, () -> Json.object().put("lease", leases.take(holder, voices)), reply);
                }
            }
            case "release" -> {
                leases.release(new Params(method, params, List.of("lease")).text("lease"));
                reply.result(Json.object());
            }
            case "shutdown" -> shutdown(new Params(method, params, List.of("drain_ms")), reply);
            case String call when ModelCalls.METHODS.contains(call) -> apart(call, models.read(call, params), reply);
            case String call when AudioCalls.METHODS.contains(call) -> audio.call(call, params, payload, reply);
            default -> reply.error(RpcError.unknownMethod("there is no method '" + method + "'; there are " + String.join(", ", METHODS)));
        }
    }

    private void speak(SpeakCall call, Reply reply) throws BourdonException {
        if (running.containsKey(reply.id())) {
            throw new BourdonException(ErrorCode.INVALID_REQUEST, "a request with the id " + reply.id() + " is under way");
        }
        admit();
        try {
            EncodedSound sound = formats.sound(call.format(), call.packing());
            List<Runnable> reading = new ArrayList<>(1);
            SpeechStream stream = readers.isPresent() ? session.speak(call.request(), reading::add) : session.speak(call.request());
            RunningSpeech speaking = new RunningSpeech(reply.id(), session.id(), stream, sound, outbox, reply);
            running.put(reply.id(), speaking);
            speaking.start(call.request().more(), speakers, () -> running.remove(reply.id()), calls::release);
            readers.ifPresent(executor -> reading.forEach(executor::execute));
        } catch (BourdonException e) {
            calls.release();
            throw e;
        }
    }

    /** What may take a while, so that it does not keep the connection's other messages waiting. */
    interface Work {
        ObjectNode result() throws BourdonException;
    }

    private void apart(String method, Work work, Reply reply) throws BourdonException {
        admit();
        Thread.ofVirtual().name(method + "-" + session.id()).start(() -> {
            try {
                answer(method, work, reply);
            } catch (InterruptedException e) {
                log.debug("{} was interrupted", method);
            } finally {
                calls.release();
            }
        });
    }

    private static void answer(String method, Work work, Reply reply) throws InterruptedException {
        try {
            reply.result(work.result());
        } catch (BourdonException e) {
            reply.error(RpcError.of(e));
        } catch (RuntimeException e) {
            log.error("{} failed unexpectedly", method, e);
            reply.error(RpcError.of(ErrorCode.INTERNAL, method + " failed unexpectedly: " + e));
        }
    }

    private void admit() throws BourdonException {
        if (!calls.tryAcquire()) {
            throw new BourdonException(ErrorCode.BUSY, MOST_CALLS + " calls of this connection are under way; wait for one to end");
        }
    }

    private void shutdown(Params params, Reply reply) throws BourdonException, InterruptedException {
        double drainMillis = params.number("drain_ms").orElse(5_000);
        if (!(drainMillis >= 0 && drainMillis <= Duration.ofHours(1).toMillis())) {
            throw new BourdonException(ErrorCode.INVALID_REQUEST, "drain_ms is " + drainMillis + "; it lies between 0 and 3600000");
        }
        reply.result(Json.object().put("stopping", true).put("pid", ProcessHandle.current().pid()));
        daemon.shutdown(Duration.ofMillis((long) drainMillis));
    }

    private Optional<RunningSpeech> find(Params params) throws BourdonException {
        return Optional.ofNullable(running.get(params.requestId()));
    }

    private RunningSpeech running(Params params) throws BourdonException {
        return find(params).orElseThrow(() -> new BourdonException(ErrorCode.INVALID_REQUEST, "no request with that id is under way"));
    }

    /** Cancels what the client has under way, tells it so if it still listens, and closes the wire. */
    @Override
    public void close() {
        session.close();
        leases.close();
        audio.close();
        try {
            if (calls.tryAcquire(MOST_CALLS, FAREWELL.toMillis(), TimeUnit.MILLISECONDS)) {
                calls.release(MOST_CALLS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        outbox.close(FAREWELL);
    }
}
