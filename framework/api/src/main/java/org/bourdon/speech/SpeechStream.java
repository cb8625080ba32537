package org.bourdon.speech;

import java.time.Duration;
import java.util.Optional;

import org.bourdon.error.BourdonException;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The answer to a request: events, the last of which is {@link SpeechEvent.Ended} and comes exactly once, whatever happens.
 * <p>
 * The buffer behind it is bounded: unless the events are taken, the request's next step is not computed.
 * One thread reads; the other methods are safe on any thread.
 */
@ProviderType
public interface SpeechStream {

    /** What {@link SpeechEvent.Started} will say when it comes, so that an answer can be prepared meanwhile. */
    SpeechEvent.Started introduction();

    /**
     * Waits for the next event.
     *
     * @param patience the longest wait
     * @return empty after {@code patience}; never again anything after {@link SpeechEvent.Ended}
     */
    Optional<SpeechEvent> next(Duration patience) throws InterruptedException;

    /**
     * Adds text to a request that said that more follows. Waits while as much text is pending as the limit for one request allows.
     *
     * @param patience the longest wait
     * @throws BourdonException INVALID_REQUEST when the text is finished or the request is over; DEADLINE_EXCEEDED after
     *                          {@code patience}, with nothing added; TEXT_TOO_LONG for a single piece over the limit;
     *                          BUSY when too much text waits in all requests together, with nothing added
     */
    void append(String text, Duration patience) throws BourdonException, InterruptedException;

    /** Says that no more text follows. */
    void finish();

    /** Stops within a step; does nothing when the request is over. */
    void cancel(CancelReason reason);
}
