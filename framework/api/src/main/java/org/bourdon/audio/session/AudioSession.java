package org.bourdon.audio.session;

import java.time.Duration;
import java.util.Optional;

import org.bourdon.error.BourdonException;
import org.osgi.annotation.versioning.ProviderType;

/**
 * One client's hold on a session of its own audio. Only the latest hold on a session counts; an earlier one is refused everything
 * with CANCELLED.
 * <p>
 * One thread pushes and one reads the events; the other methods are safe on any thread and never wait.
 */
@ProviderType
public interface AudioSession extends AutoCloseable {

    /** Unique as long as the daemon lives. */
    String id();

    /** What {@link AudioSessions#attach} asks for; 128 random bits, in hexadecimal. */
    String token();

    /**
     * Adds audio. Pieces may end anywhere, also within a frame or the head of a WAV file. Waits while the session's buffer is full,
     * which is the back-pressure that a client feels.
     *
     * @param patience the longest wait
     * @throws BourdonException INVALID_REQUEST for the head of a WAV file that cannot be played, which ends the session, and for a
     *                          session that takes no more; BUSY for one that is paused and has no room for all of the piece, of which
     *                          then nothing is taken; DEADLINE_EXCEEDED after {@code patience}, saying how much was taken
     */
    void push(byte[] bytes, Duration patience) throws BourdonException, InterruptedException;

    /** Plays, which a session does from its beginning, on after {@link #pause}. */
    void play() throws BourdonException;

    /** Stops playing until {@link #play}; what the sink has been given already is heard. */
    void pause() throws BourdonException;

    /** Says that no more audio comes: the session ends when what it has is played. A second call changes nothing. */
    void finish() throws BourdonException;

    /** Ends the session at once; what has not been played is dropped. Does nothing when it is over. */
    void stop() throws BourdonException;

    AudioSessionStatus status();

    /**
     * Waits for the next event.
     *
     * @param patience the longest wait
     * @return empty after {@code patience}; {@link AudioSessionEvent.Detached} once this hold does not count any more
     */
    Optional<AudioSessionEvent> next(Duration patience) throws InterruptedException;

    /**
     * Lets go without an end: the session plays what it has and waits, for as long as the settings say, to be attached again.
     * Does nothing when this hold does not count any more.
     */
    void detach();

    /** Lets go for good: a session that is not over is stopped. Does nothing when this hold does not count any more. */
    @Override
    void close();
}
