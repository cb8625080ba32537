package org.bourdon.gateway.rpc;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.ConcurrentHashMap;

import org.bourdon.audio.session.AudioFormat;
import org.bourdon.audio.session.AudioSession;
import org.bourdon.audio.session.AudioSessionEnd;
import org.bourdon.audio.session.AudioSessionEvent;
import org.bourdon.audio.session.AudioSessionRequest;
import org.bourdon.audio.session.AudioSessions;
import org.bourdon.error.BourdonException;
import org.bourdon.error.ErrorCode;
import org.bourdon.gateway.session.SessionJson;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** The calls of a client that brings its own audio, and what its sessions tell it. They outlive the connection, for a while. */
final class AudioCalls implements AutoCloseable {

    static final List<String> METHODS = List.of("session.open", "session.attach", "session.audio", "session.play", "session.pause",
            "session.resume", "session.close", "session.stop", "session.status");

    private static final int MOST = 16;
    private static final int USUAL_RATE = 24_000;
    private static final int USUAL_DEPTH = 16;
    private static final Duration PUSH_PATIENCE = Duration.ofSeconds(30);
    private static final Duration WAKE = Duration.ofMinutes(1);

    private final AudioSessions sessions;
    private final String client;
    private final Outbox outbox;
    private final Map<String, AudioSession> held = new ConcurrentHashMap<>();
    private volatile boolean closed;

    AudioCalls(AudioSessions sessions, String client, Outbox outbox) {
        this.sessions = sessions;
        this.client = client;
        this.outbox = outbox;
    }

    void call(String method, JsonNode node, byte[] payload, Reply reply) throws BourdonException, InterruptedException {
        switch (method) {
            case "session.open" -> {
                Params params = new Params(method, node, List.of("format", "sample_rate", "channels", "bit_depth", "echo", "paused"));
                AudioFormat format = format(params);
                boolean paused = params.flag("paused");
                boolean echo = params.flag("echo");
                requireRoom();
                hold(sessions.open(new AudioSessionRequest(client, format, echo)), paused, reply);
            }
            case "session.attach" -> {
                Params params = new Params(method, node, List.of("session", "token"));
                String id = params.text("session");
                String token = params.text("token");
                requireRoom();
                hold(sessions.attach(id, token), false, reply);
            }
            case "session.audio" -> {
                AudioSession session = held(new Params(method, node, List.of("session", "payload_length")));
                session.push(payload, PUSH_PATIENCE);
                reply.result(Json.object().put("buffered_ms", session.status().buffered().toMillis()));
            }
            case "session.status" -> reply.result(SessionJson.status(held(session(method, node)).status()));
            default -> {
                AudioSession session = held(session(method, node));
                switch (method) {
                    case "session.play", "session.resume" -> session.play();
                    case "session.pause" -> session.pause();
                    case "session.close" -> session.finish();
                    case "session.stop" -> session.stop();
                    default -> throw new IllegalStateException("no call of ours: " + method);
                }
                reply.result(Json.object());
            }
        }
    }

    private static Params session(String method, JsonNode node) throws BourdonException {
        return new Params(method, node, List.of("session"));
    }

    private static AudioFormat format(Params params) throws BourdonException {
        String name = params.optionalText("format").orElse("pcm");
        AudioFormat.Container container = switch (name) {
            case "pcm" -> AudioFormat.Container.PCM;
            case "wav" -> AudioFormat.Container.WAV;
            default -> throw invalid("format is '" + name + "'; it is pcm or wav");
        };
        return new AudioFormat(container, whole(params, "sample_rate", USUAL_RATE), whole(params, "channels", 1), whole(params, "bit_depth", USUAL_DEPTH))
                .validated();
    }

    private static int whole(Params params, String name, int usual) throws BourdonException {
        OptionalDouble number = params.number(name);
        if (number.isPresent() && number.getAsDouble() != (int) number.getAsDouble()) {
            throw invalid(name + " is " + number.getAsDouble() + "; it is a whole number");
        }
        return (int) number.orElse(usual);
    }

    private void requireRoom() throws BourdonException {
        if (held.size() >= MOST) {
            throw new BourdonException(ErrorCode.BUSY, "this connection holds " + MOST + " audio sessions already");
        }
    }

    private void hold(AudioSession session, boolean paused, Reply reply) throws BourdonException, InterruptedException {
        if (paused) {
            session.pause();
        }
        held.put(session.id(), session);
        // Asked after it is among those that the end of the connection lets go.
        if (closed) {
            close();
            return;
        }
        ObjectNode result = SessionJson.status(session.status()).put("token", session.token()).put("resume_ms", sessions.resumeWindow().toMillis());
        reply.result(result);
        Thread.ofVirtual().name("tell-" + session.id()).start(() -> tell(session));
    }

    private AudioSession held(Params params) throws BourdonException {
        String id = params.text("session");
        return Optional.ofNullable(held.get(id)).orElseThrow(() -> invalid("this connection holds no audio session '" + id + "'"));
    }

    private static BourdonException invalid(String message) {
        return new BourdonException(ErrorCode.INVALID_REQUEST, message);
    }

    private void tell(AudioSession session) {
        try {
            boolean on = true;
            while (on) {
                Optional<AudioSessionEvent> event = session.next(WAKE);
                on = event.isEmpty() || tell(session, event.get());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            held.remove(session.id(), session);
            session.detach();
        }
    }

    /** @return whether another event may follow and be told */
    private boolean tell(AudioSession session, AudioSessionEvent event) throws InterruptedException {
        ObjectNode params = Json.object().put("session", session.id());
        return switch (event) {
            case AudioSessionEvent.Echo(byte[] bytes) ->
                    outbox.put(Json.notification("session.audio", params.put("payload_length", bytes.length), bytes));
            case AudioSessionEvent.Underrun(long soFar) -> outbox.put(Json.notification("session.underrun", params.put("underruns", soFar)));
            case AudioSessionEvent.Ended ended -> {
                held.remove(session.id(), session);
                outbox.put(Json.notification("session.ended", SessionJson.statistics(outcome(params, ended.end()), ended.statistics())));
                yield false;
            }
            case AudioSessionEvent.Detached() -> {
                held.remove(session.id(), session);
                outbox.put(Json.notification("session.detached", params));
                yield false;
            }
        };
    }

    private static ObjectNode outcome(ObjectNode params, AudioSessionEnd end) {
        params.put("outcome", end.getClass().getSimpleName().toLowerCase(Locale.ROOT));
        if (end instanceof AudioSessionEnd.Failed(ErrorCode code, String message)) {
            params.set("error", Json.object(RpcError.of(code, message)));
        }
        return params;
    }

    /** Lets go of all, so that the client may take them up again. */
    @Override
    public void close() {
        closed = true;
        held.values().forEach(AudioSession::detach);
    }
}
