package org.bourdon.audio;

import java.util.Objects;

import org.bourdon.error.BourdonException;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * One stream being encoded. How the samples are cut into calls changes nothing in the bytes.
 * <p>
 * One thread at a time calls, not always the same one. What is held back is bounded, whatever the length of the stream.
 */
@ConsumerType
public interface AudioEncoder extends AutoCloseable {

    /**
     * How a stream ends.
     *
     * @param bytes the last of them
     * @param head  takes the place of as many bytes at the stream's beginning; empty when they are right already, as always with
     *              {@link Packing#LIVE}
     */
    record Ending(byte[] bytes, byte[] head) {

        public Ending {
            Objects.requireNonNull(bytes);
            Objects.requireNonNull(head);
        }
    }

    /**
     * Takes more sound. The first call gives at least the bytes that the stream begins with, also when it brings no samples.
     *
     * @param samples mono, nominally within ±1 and cut off there; NaN is silence; not kept and not changed
     * @return the bytes that are complete, the caller's own; empty when there are none yet, which is no end
     * @throws BourdonException      ENGINE_FAILED when the codec fails; nothing but {@link #close} may follow
     * @throws IllegalStateException after {@link #finish} or {@link #close}
     */
    byte[] encode(float[] samples) throws BourdonException;

    /**
     * Ends the stream. A stream without any sample is valid too.
     *
     * @throws BourdonException      as {@link #encode}
     * @throws IllegalStateException as {@link #encode}
     */
    Ending finish() throws BourdonException;

    /** Frees what it holds, with or without {@link #finish} before. A second call does nothing. */
    @Override
    void close();
}
