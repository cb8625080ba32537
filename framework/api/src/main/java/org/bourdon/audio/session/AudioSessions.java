package org.bourdon.audio.session;

import java.time.Duration;
import java.util.List;

import org.bourdon.error.BourdonException;
import org.osgi.annotation.versioning.ProviderType;

/** The way in for clients that bring their own audio. Safe on any thread. */
@ProviderType
public interface AudioSessions {

    /**
     * Begins a session, which plays as soon as there is audio. The caller closes or detaches it, whatever happens.
     *
     * @throws BourdonException INVALID_REQUEST for a format that is not valid; BUSY when there are as many sessions as the limit
     *                          allows; UNSUPPORTED when the sink of the settings is not there; SHUTTING_DOWN
     */
    AudioSession open(AudioSessionRequest request) throws BourdonException;

    /**
     * Takes a session up again after its connection was lost. A hold that another connection still has ends with that.
     *
     * @throws BourdonException INVALID_REQUEST when there is no session with this id and token
     */
    AudioSession attach(String id, String token) throws BourdonException;

    /** Those that there are now, in the order of their beginning; at once, from published state. */
    List<AudioSessionStatus> sessions();

    /** Since the start of the daemon, sessions that are over included. */
    Totals totals();

    /**
     * @param opened    sessions
     * @param underruns of all of them
     */
    record Totals(long opened, long underruns) {
    }

    /** How long a session that nobody holds waits for its client. */
    Duration resumeWindow();
}
