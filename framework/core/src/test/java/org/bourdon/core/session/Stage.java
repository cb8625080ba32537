package org.bourdon.core.session;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.bourdon.audio.session.AudioFormat;
import org.bourdon.audio.session.AudioSession;
import org.bourdon.audio.session.AudioSessionEvent;
import org.bourdon.audio.session.AudioSessionRequest;
import org.bourdon.audio.session.AudioSink;
import org.bourdon.audio.session.AudioSinkFactory;
import org.bourdon.core.session.PushedSession.Turn;
import org.bourdon.error.BourdonException;

/** One session on a clock that stands still unless the test lets it run, with a sink that remembers what it was given and when. */
final class Stage {

    static final Duration BUFFER = Duration.ofSeconds(2);
    static final Duration PREBUFFER = Duration.ofMillis(100);
    static final Duration RESUME = Duration.ofSeconds(30);
    static final Duration IDLE = Duration.ofMinutes(10);

    /** A moment of sound in the sink. */
    record Written(Duration at, float[] samples) {
    }

    final List<Written> written = new ArrayList<>();
    final PushedSession session;
    final AudioSession client;
    Optional<BourdonException> sinkFails = Optional.empty();
    /** Of a sink that keeps time; empty for one that does not. */
    Optional<Duration> latency = Optional.empty();
    boolean sinkClosed;
    boolean drained;
    boolean left;
    private final AudioFormat format;
    private final SessionPlayer player;
    private volatile long nanos = 77;

    Stage(AudioFormat format, boolean echo) {
        this.format = format;
        SessionLimits limits = new SessionLimits("stage", 4, BUFFER, PREBUFFER, RESUME, IDLE);
        session = new PushedSession("a1", "token", new AudioSessionRequest("s1", format, echo), limits, new SessionFigures(), () -> nanos,
                Clock.fixed(Instant.EPOCH, ZoneOffset.UTC));
        client = session.attach();
        player = new SessionPlayer(session, new Sinks(), () -> left = true);
    }

    /** Lets time run, with everything that is due in it. */
    void run(Duration time) throws InterruptedException {
        long end = nanos + time.toNanos();
        while (!left) {
            Turn turn = session.next();
            if (turn instanceof Turn.Wait(long wait)) {
                if (nanos + wait > end) {
                    nanos = end;
                    return;
                }
                nanos += wait;
            } else if (!player.step(turn)) {
                left = true;
            }
        }
        nanos = Math.max(nanos, end);
    }

    Duration now() {
        return Duration.ofNanos(nanos - 77);
    }

    /** Sound of so long, every sample another one. */
    byte[] sound(Duration time) {
        byte[] bytes = new byte[format.frames(time) * format.bytesPerFrame()];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (i * 31 + i / 256);
        }
        return bytes;
    }

    void push(byte[] bytes) throws BourdonException, InterruptedException {
        client.push(bytes, Duration.ZERO);
    }

    /** What the sink has got, in the session's format. */
    byte[] heard() {
        return Wavs.joined(written.stream().map(block -> IntegerPcm.encode(block.samples(), format.bitDepth())).toArray(byte[][]::new));
    }

    Duration heardTime() {
        return format.duration(heard().length / format.bytesPerFrame());
    }

    List<AudioSessionEvent> events() throws InterruptedException {
        List<AudioSessionEvent> events = new ArrayList<>();
        Optional<AudioSessionEvent> event = client.next(Duration.ZERO);
        while (event.isPresent() && !(event.get() instanceof AudioSessionEvent.Detached)) {
            events.add(event.get());
            event = client.next(Duration.ZERO);
        }
        return events;
    }

    private final class Sinks implements AudioSinkFactory, AudioSink {

        @Override
        public String name() {
            return "stage";
        }

        @Override
        public AudioSink open(String session, AudioFormat format) {
            return this;
        }

        @Override
        public boolean keepsTime() {
            return latency.isPresent();
        }

        @Override
        public void write(float[] samples) throws BourdonException {
            if (sinkFails.isPresent()) {
                throw sinkFails.get();
            }
            written.add(new Written(now(), samples.clone()));
        }

        @Override
        public Duration latency() {
            return latency.orElseThrow();
        }

        @Override
        public void flush() {
            // nothing waits here
        }

        @Override
        public void drain(Duration patience) {
            drained = true;
        }

        @Override
        public void close() {
            sinkClosed = true;
        }
    }
}
