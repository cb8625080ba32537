package org.bourdon.gateway.session;

import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import org.bourdon.audio.session.AudioSession;
import org.bourdon.audio.session.AudioSessionEnd;
import org.bourdon.audio.session.AudioSessionEvent;
import org.bourdon.audio.session.AudioSessionRequest;
import org.bourdon.audio.session.AudioSessionState;
import org.bourdon.audio.session.AudioSessionStatus;
import org.bourdon.audio.session.AudioSessions;
import org.bourdon.audio.session.AudioStatistics;
import org.bourdon.error.BourdonException;
import org.bourdon.error.ErrorCode;

/** A core that plays nothing: what is pushed is kept, and what a session tells comes from the test. */
public final class ScriptedSessions implements AudioSessions {

    public static final Instant START = Instant.ofEpochMilli(1_000);
    public static final Instant END = Instant.ofEpochMilli(3_000);

    public final List<Scripted> opened = Collections.synchronizedList(new ArrayList<>());
    public volatile Optional<BourdonException> refusal = Optional.empty();
    public volatile Optional<BourdonException> pushFails = Optional.empty();

    /** One session. */
    public final class Scripted implements AudioSession {

        public final AudioSessionRequest request;
        public final List<String> calls = Collections.synchronizedList(new ArrayList<>());
        public final BlockingQueue<AudioSessionEvent> events = new LinkedBlockingQueue<>();
        public final ByteArrayOutputStream pushed = new ByteArrayOutputStream();
        private final String id;
        private volatile long chunks;
        private volatile AudioSessionState state = AudioSessionState.PLAYING;

        private Scripted(AudioSessionRequest request, String id) {
            this.request = request;
            this.id = id;
        }

        @Override
        public String id() {
            return id;
        }

        @Override
        public String token() {
            return "secret";
        }

        @Override
        public void push(byte[] bytes, Duration patience) throws BourdonException {
            if (pushFails.isPresent()) {
                throw pushFails.get();
            }
            pushed.writeBytes(bytes);
            chunks++;
        }

        @Override
        public void play() {
            calls.add("play");
        }

        @Override
        public void pause() {
            calls.add("pause");
        }

        @Override
        public void finish() {
            calls.add("finish");
            state = AudioSessionState.FINISHING;
        }

        @Override
        public void stop() {
            calls.add("stop");
        }

        public void ends(AudioSessionEnd end) {
            state = AudioSessionState.ENDED;
            events.add(new AudioSessionEvent.Ended(end, statistics(Optional.of(END))));
        }

        @Override
        public AudioSessionStatus status() {
            return new AudioSessionStatus(id, request.client(), request.format(), "null", state, true, Duration.ofMillis(40), statistics(Optional.empty()));
        }

        private AudioStatistics statistics(Optional<Instant> end) {
            return new AudioStatistics(pushed.size(), chunks, 7, 1, START, end);
        }

        @Override
        public Optional<AudioSessionEvent> next(Duration patience) throws InterruptedException {
            return Optional.ofNullable(events.poll(patience.toMillis(), TimeUnit.MILLISECONDS));
        }

        @Override
        public void detach() {
            calls.add("detach");
            events.add(new AudioSessionEvent.Detached());
        }

        @Override
        public void close() {
            calls.add("close");
            events.add(new AudioSessionEvent.Detached());
        }
    }

    @Override
    public AudioSession open(AudioSessionRequest request) throws BourdonException {
        if (refusal.isPresent()) {
            throw refusal.get();
        }
        Scripted session = new Scripted(request, "a" + (opened.size() + 1));
        opened.add(session);
        return session;
    }

    @Override
    public AudioSession attach(String id, String token) throws BourdonException {
        return opened.stream().filter(session -> session.id().equals(id) && token.equals("secret")).findAny()
                .orElseThrow(() -> new BourdonException(ErrorCode.INVALID_REQUEST, "there is no audio session '" + id + "' with this token"));
    }

    @Override
    public List<AudioSessionStatus> sessions() {
        return opened.stream().map(Scripted::status).toList();
    }

    @Override
    public Totals totals() {
        return new Totals(opened.size(), 0);
    }

    @Override
    public Duration resumeWindow() {
        return Duration.ofSeconds(30);
    }
}
