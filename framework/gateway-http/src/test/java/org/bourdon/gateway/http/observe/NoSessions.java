package org.bourdon.gateway.http.observe;

import java.time.Duration;
import java.util.List;

import org.bourdon.audio.session.AudioSession;
import org.bourdon.audio.session.AudioSessionRequest;
import org.bourdon.audio.session.AudioSessionStatus;
import org.bourdon.audio.session.AudioSessions;
import org.bourdon.error.BourdonException;
import org.bourdon.error.ErrorCode;

/** Nobody has brought any audio. */
final class NoSessions implements AudioSessions {

    @Override
    public AudioSession open(AudioSessionRequest request) throws BourdonException {
        throw new BourdonException(ErrorCode.BUSY, "no audio here");
    }

    @Override
    public AudioSession attach(String id, String token) throws BourdonException {
        throw new BourdonException(ErrorCode.INVALID_REQUEST, "no audio here");
    }

    @Override
    public List<AudioSessionStatus> sessions() {
        return List.of();
    }

    @Override
    public Totals totals() {
        return new Totals(0, 0);
    }

    @Override
    public Duration resumeWindow() {
        return Duration.ZERO;
    }
}
