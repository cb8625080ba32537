package org.bourdon.audio.session;

import java.time.Duration;

import org.bourdon.error.BourdonException;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Where the sound of one session goes. One thread calls, always the same.
 * <p>
 * There are two kinds. A sink that keeps time, such as a loudspeaker, waits in {@link #write} as its device plays. One that does not, such as
 * a file, takes everything at once, and the session calls it when the sound is due.
 */
@ConsumerType
public interface AudioSink extends AutoCloseable {

    /** Which of the two kinds this is; the same for the sink's whole life. */
    boolean keepsTime();

    /**
     * Takes sound. A sink that keeps time waits while its own buffer is full, never longer than the sound in it lasts and a second.
     *
     * @param samples whole frames, channels interleaved, within ±1; not kept and not changed
     * @throws BourdonException ENGINE_FAILED when it cannot play any more; only {@link #close} may follow
     */
    void write(float[] samples) throws BourdonException, InterruptedException;

    /** How much of what was written has not been heard yet. */
    Duration latency();

    /** Drops what was written and has not been heard; what is written next is heard at once. */
    void flush();

    /**
     * Waits until all that was written is heard, or safe.
     *
     * @param patience the longest wait
     * @throws BourdonException ENGINE_FAILED when it cannot be
     */
    void drain(Duration patience) throws BourdonException, InterruptedException;

    /** Frees what it holds; what has not been heard is dropped. A second call does nothing. */
    @Override
    void close();
}
