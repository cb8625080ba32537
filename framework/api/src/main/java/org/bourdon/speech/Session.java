package org.bourdon.speech;

import java.util.concurrent.Executor;

import org.bourdon.error.BourdonException;
import org.osgi.annotation.versioning.ProviderType;

/** One client's requests. Nothing of one session reaches another. */
@ProviderType
public interface Session extends AutoCloseable {

    /** Unique as long as the daemon lives. */
    String id();

    /**
     * Accepts a request, which then is under way whether its stream is read or not (until its buffer is full).
     *
     * @throws BourdonException INVALID_REQUEST, TEXT_EMPTY, TEXT_TOO_LONG, VOICE_NOT_FOUND, VOICE_BROKEN, UNSUPPORTED,
     *                          BUSY when there are as many requests, or as much text waits in them, as the limits allow, with
     *                          {@link BourdonException#retryAfter}; SHUTTING_DOWN; nothing is under way then
     */
    SpeechStream speak(SpeechRequest request) throws BourdonException;

    /**
     * The same, with the text read where the caller says, such as on the thread that brought it.
     *
     * @param text gets one task before this returns, which ends when all the text is read or the request is over. Nothing is spoken before it
     *             runs
     */
    SpeechStream speak(SpeechRequest request, Executor text) throws BourdonException;

    /** Ends the session: whatever it still has under way is cancelled within a step. */
    @Override
    void close();
}
