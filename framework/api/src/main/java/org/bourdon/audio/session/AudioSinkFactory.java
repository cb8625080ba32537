package org.bourdon.audio.session;

import org.bourdon.error.BourdonException;
import org.osgi.annotation.versioning.ConsumerType;

/** A kind of sink. Registered as a service; the settings choose one by its name. Safe on any thread. */
@ConsumerType
public interface AudioSinkFactory {

    /** In lower case, such as {@code file}. */
    String name();

    /**
     * Opens a sink for one session, before its first sound.
     *
     * @param session its id, which is fit for a file's name
     * @param format  of the sound; the container says nothing here
     * @throws BourdonException ENGINE_UNAVAILABLE when there is nothing to play on at present
     */
    AudioSink open(String session, AudioFormat format) throws BourdonException;
}
