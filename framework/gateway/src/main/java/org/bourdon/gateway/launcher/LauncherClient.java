package org.bourdon.gateway.launcher;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

import org.bourdon.audio.session.AudioFormat;
import org.bourdon.audio.session.AudioSession;
import org.bourdon.audio.session.AudioSessionEnd;
import org.bourdon.audio.session.AudioSessionEvent;
import org.bourdon.audio.session.AudioSessionRequest;
import org.bourdon.audio.session.AudioSessionStatus;
import org.bourdon.audio.session.AudioSessions;
import org.bourdon.error.BourdonException;
import org.bourdon.error.ErrorCode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * One launcher that brings its own audio. A transport hands it every message in order from one thread, which waits while the session's
 * buffer is full, and closes it.
 * <p>
 * {@code stop_session} is the only end that the protocol knows: what was sent before it is played, and then {@code session_stopped} comes.
 * Whoever wants silence at once closes the connection.
 */
public final class LauncherClient implements AutoCloseable {

    /** The longest message that a transport should take, in characters: it is in memory until its sound has found room. */
    public static final int LONGEST_MESSAGE = 512 * 1024;

    private static final Logger log = LoggerFactory.getLogger(LauncherClient.class);
    private static final Duration PUSH_PATIENCE = Duration.ofSeconds(30);
    private static final Duration PLAY_OUT_PATIENCE = Duration.ofSeconds(90);
    private static final Duration WAKE = Duration.ofMinutes(1);

    private final String id;
    private final AudioSessions sessions;
    private final LauncherSocket socket;
    private final LauncherMessages messages;
    private final Runnable whenClosed;
    private final Instant connectedAt;
    private final ReentrantLock turn = new ReentrantLock(true);
    private volatile Optional<Running> running = Optional.empty();
    private volatile boolean closed;

    /** @param over counted down when the client has been told of the session's end */
    private record Running(AudioSession session, CountDownLatch over) {

        boolean takesAudio() {
            return switch (session.status().state()) {
                case PLAYING, PAUSED -> true;
                case FINISHING, ENDED -> false;
            };
        }
    }

    LauncherClient(String id, AudioSessions sessions, LauncherSocket socket, Clock clock, Runnable whenClosed) {
        this.id = id;
        this.sessions = sessions;
        this.socket = socket;
        this.messages = new LauncherMessages(clock);
        this.whenClosed = whenClosed;
        this.connectedAt = clock.instant();
    }

    public String id() {
        return id;
    }

    Instant connectedAt() {
        return connectedAt;
    }

    Optional<AudioSessionStatus> session() {
        return running.map(now -> now.session().status());
    }

    void welcome() {
        send(messages.message("welcome", id).put("message", "connected to Bourdon"));
    }

    /** Takes one text message. Answers whatever is wrong with it; never throws for what a client sends. */
    public void text(String message) throws InterruptedException {
        try {
            answer(LauncherMessages.read(message));
        } catch (BourdonException e) {
            complain(e.getMessage());
        } catch (RuntimeException e) {
            log.error("a message failed unexpectedly", e);
            complain("the message failed unexpectedly: " + e);
        }
    }

    /** Says that a message was longer than {@link #LONGEST_MESSAGE}. */
    public void tooLong() {
        complain("a message has at most " + LONGEST_MESSAGE + " characters; cut the audio into more chunks");
    }

    /** Says that messages are text. */
    public void binary() {
        complain("a message is JSON text; audio comes as audio_chunk");
    }

    private void answer(JsonNode message) throws BourdonException, InterruptedException {
        String type = LauncherMessages.text(message, "type", "type");
        switch (type) {
            case "ping" -> send(messages.message("pong"));
            case "start_session" -> start(LauncherMessages.audioFormat(message));
            case "audio_chunk" -> active().session().push(LauncherMessages.chunk(message), PUSH_PATIENCE);
            case "stop_session" -> active().session().finish();
            case "get_status" -> {
                Optional<AudioSessionStatus> session = session();
                ObjectNode status = messages.message("status", id).put("connected", true).put("sessionActive", session.isPresent());
                status.set("sessionStats", session.map(now -> LauncherMessages.statistics(now.statistics())).orElse(null));
                send(status);
            }
            default -> throw LauncherMessages.invalid("there is no message of the type '" + LauncherMessages.shortened(type)
                    + "'; there are ping, start_session, audio_chunk, stop_session and get_status");
        }
    }

    private Running active() throws BourdonException {
        return running.orElseThrow(() -> LauncherMessages.invalid("no session is active; start_session begins one"));
    }

    private void start(AudioFormat format) throws BourdonException, InterruptedException {
        Optional<Running> before = running;
        if (before.isPresent()) {
            if (before.get().takesAudio()) {
                throw LauncherMessages.invalid("a session is active; stop_session ends it");
            }
            // The one before is still heard; what belongs to this one waits in the connection.
            if (!before.get().over().await(PLAY_OUT_PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                throw LauncherMessages.invalid("the session before has not been played within " + PLAY_OUT_PATIENCE.toSeconds() + " s");
            }
        }
        AudioSession session = sessions.open(new AudioSessionRequest(id, format, false));
        Running now = new Running(session, new CountDownLatch(1));
        running = Optional.of(now);
        // Asked after the session is where the end of the connection finds it.
        if (closed) {
            session.close();
            return;
        }
        ObjectNode started = messages.message("session_started", id);
        LauncherMessages.put(started, format);
        send(started);
        Thread.ofVirtual().name("tell-" + session.id()).start(() -> awaitEnd(now));
    }

    private void awaitEnd(Running now) {
        try {
            Optional<AudioSessionEvent> event = now.session().next(WAKE);
            while (event.isEmpty() || event.get() instanceof AudioSessionEvent.Echo || event.get() instanceof AudioSessionEvent.Underrun) {
                event = now.session().next(WAKE);
            }
            running = Optional.empty();
            if (event.get() instanceof AudioSessionEvent.Ended ended) {
                ended(ended);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            now.session().close();
            now.over().countDown();
        }
    }

    private void ended(AudioSessionEvent.Ended ended) {
        switch (ended.end()) {
            // One that failed for what a chunk brought has been complained of with that.
            case AudioSessionEnd.Failed failed when failed.code() != ErrorCode.INVALID_REQUEST -> complain(failed.message());
            case AudioSessionEnd.Idle() -> complain("the session ended, since nothing came for a long time");
            default -> log.debug("the session of {} ended: {}", id, ended.end());
        }
        ObjectNode stopped = messages.message("session_stopped", id);
        stopped.set("stats", LauncherMessages.statistics(ended.statistics()));
        send(stopped);
    }

    private void complain(String line) {
        send(messages.message("error").put("error", line));
    }

    private void send(ObjectNode message) {
        turn.lock();
        try {
            if (!closed) {
                socket.send(LauncherMessages.bytes(message));
            }
        } catch (IOException e) {
            log.debug("launcher {} is gone: {}", id, e.toString());
            close();
        } finally {
            turn.unlock();
        }
    }

    /** Ends the session at once, and the connection. A second call does nothing. */
    @Override
    public void close() {
        closed = true;
        running.ifPresent(now -> now.session().close());
        socket.close();
        whenClosed.run();
    }
}
