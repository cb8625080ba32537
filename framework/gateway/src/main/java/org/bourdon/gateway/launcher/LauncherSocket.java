package org.bourdon.gateway.launcher;

import java.io.IOException;

import org.osgi.annotation.versioning.ConsumerType;

/** The outgoing half of a launcher's connection. One thread at a time sends; {@link #close} comes on any. */
@ConsumerType
public interface LauncherSocket {

    /**
     * Sends one message; waits, with patience, while the client takes nothing.
     *
     * @throws IOException when the client is gone
     */
    void send(byte[] utf8) throws IOException;

    /** Ends the connection and with it a send that waits. A second call does nothing. */
    void close();
}
