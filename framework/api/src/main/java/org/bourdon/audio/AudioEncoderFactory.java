package org.bourdon.audio;

import java.util.Optional;

import org.bourdon.error.BourdonException;
import org.osgi.annotation.versioning.ConsumerType;

/** A format that sound can be encoded in. Safe on any thread; costs next to nothing until the first {@link #open}. */
@ConsumerType
public interface AudioEncoderFactory {

    /** The name that requests use, in lower case, such as {@code mp3}. */
    String format();

    /** Such as {@code audio/mpeg}. */
    String mediaType();

    /**
     * What keeps it from encoding anything on this machine at present, in a line for a person that says what to do about it; asked at each
     * request. Empty when nothing does.
     */
    default Optional<String> obstacle() {
        return Optional.empty();
    }

    /** Whether it encodes sound of this rate; what the decoded sound's rate is then, is the format's business. */
    boolean takes(int sampleRateHz);

    /**
     * Begins a stream.
     *
     * @throws BourdonException UNSUPPORTED for a rate that it does not take, which the message names, and for an obstacle; BUSY when as many
     *                          streams are open as may be; ENGINE_FAILED when the codec
     *                          cannot be started
     */
    AudioEncoder open(int sampleRateHz, Packing packing) throws BourdonException;
}
