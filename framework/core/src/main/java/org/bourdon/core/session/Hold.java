package org.bourdon.core.session;

import java.time.Duration;
import java.util.Optional;

import org.bourdon.audio.session.AudioSession;
import org.bourdon.audio.session.AudioSessionEvent;
import org.bourdon.audio.session.AudioSessionStatus;
import org.bourdon.error.BourdonException;

/** One client's hold on a session, which counts until there is another one. */
final class Hold implements AudioSession {

    private final PushedSession session;

    Hold(PushedSession session) {
        this.session = session;
    }

    @Override
    public String id() {
        return session.id();
    }

    @Override
    public String token() {
        return session.token();
    }

    @Override
    public void push(byte[] bytes, Duration patience) throws BourdonException, InterruptedException {
        session.push(this, bytes, patience);
    }

    @Override
    public void play() throws BourdonException {
        session.pause(this, false);
    }

    @Override
    public void pause() throws BourdonException {
        session.pause(this, true);
    }

    @Override
    public void finish() throws BourdonException {
        session.finish(this);
    }

    @Override
    public void stop() throws BourdonException {
        session.stop(this);
    }

    @Override
    public AudioSessionStatus status() {
        return session.status();
    }

    @Override
    public Optional<AudioSessionEvent> next(Duration patience) throws InterruptedException {
        return session.take(this, patience);
    }

    @Override
    public void detach() {
        session.letGo(this, false);
    }

    @Override
    public void close() {
        session.letGo(this, true);
    }
}
