package org.bourdon.core.session;

import java.time.Duration;
import java.util.Optional;

import org.bourdon.audio.session.AudioFormat;
import org.bourdon.audio.session.AudioSessionEnd;
import org.bourdon.audio.session.AudioSink;
import org.bourdon.audio.session.AudioSinkFactory;
import org.bourdon.core.session.PushedSession.Turn;
import org.bourdon.error.BourdonException;
import org.bourdon.error.ErrorCode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Plays one session: the only one who calls its sink. Effects, when there are any, have their place before the sink. */
final class SessionPlayer implements Runnable {

    private static final Logger log = LoggerFactory.getLogger(SessionPlayer.class);
    private static final Duration DRAIN = Duration.ofSeconds(10);
    private static final byte[] NO_ECHO = {};

    private final PushedSession session;
    private final AudioSinkFactory sinks;
    private final Runnable whenOver;
    private Optional<AudioSink> sink = Optional.empty();

    /** @param whenOver the session is to be forgotten */
    SessionPlayer(PushedSession session, AudioSinkFactory sinks, Runnable whenOver) {
        this.session = session;
        this.sinks = sinks;
        this.whenOver = whenOver;
    }

    @Override
    public void run() {
        try {
            boolean on = true;
            while (on) {
                on = step(session.next());
            }
        } catch (InterruptedException e) {
            close();
            session.ended(new AudioSessionEnd.Failed(ErrorCode.CANCELLED, "interrupted"));
        } finally {
            whenOver.run();
        }
    }

    /** @return whether there is a next one */
    boolean step(Turn turn) throws InterruptedException {
        switch (turn) {
            case Turn.Wait(long nanos) -> session.awaitChange(nanos);
            case Turn.Play(byte[] bytes, AudioFormat format) -> play(bytes, format);
            case Turn.End(AudioSessionEnd how) -> end(how);
            case Turn.Leave() -> {
                return false;
            }
        }
        return true;
    }

    private void play(byte[] bytes, AudioFormat format) throws InterruptedException {
        try {
            AudioSink open = sink.isPresent() ? sink.get() : open(format);
            float[] samples = IntegerPcm.decode(bytes, format.bitDepth());
            open.write(samples);
            session.played(bytes.length / format.bytesPerFrame(), session.echoes() ? IntegerPcm.encode(samples, format.bitDepth()) : NO_ECHO,
                    open.keepsTime() ? Optional.of(open.latency()) : Optional.empty());
        } catch (BourdonException e) {
            end(new AudioSessionEnd.Failed(e.code(), e.getMessage()));
        } catch (RuntimeException | LinkageError e) {
            end(broken(e));
        }
    }

    private AudioSink open(AudioFormat format) throws BourdonException {
        AudioSink opened = sinks.open(session.id(), format);
        sink = Optional.of(opened);
        return opened;
    }

    private void end(AudioSessionEnd how) throws InterruptedException {
        AudioSessionEnd end = how;
        try {
            if (sink.isPresent() && how instanceof AudioSessionEnd.Played) {
                sink.get().drain(DRAIN);
            } else if (sink.isPresent()) {
                sink.get().flush();
            }
        } catch (BourdonException e) {
            end = new AudioSessionEnd.Failed(e.code(), e.getMessage());
        } catch (RuntimeException | LinkageError e) {
            end = broken(e);
        }
        close();
        session.ended(end);
    }

    private void close() {
        try {
            sink.ifPresent(AudioSink::close);
        } catch (RuntimeException | LinkageError e) {
            log.error("the sink {} did not close as it should", sinks.name(), e);
        }
        sink = Optional.empty();
    }

    private AudioSessionEnd broken(Throwable cause) {
        log.error("the sink {} failed unexpectedly", sinks.name(), cause);
        return new AudioSessionEnd.Failed(ErrorCode.INTERNAL, "the sink " + sinks.name() + " failed unexpectedly: " + cause);
    }
}
