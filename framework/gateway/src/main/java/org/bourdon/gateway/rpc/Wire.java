package org.bourdon.gateway.rpc;

import java.io.IOException;

import org.osgi.annotation.versioning.ConsumerType;

/** The outgoing half of a connection. One thread writes; {@link #close} comes on any. */
@ConsumerType
public interface Wire {

    /** Writes the whole frame; waits as long as the client does not take it. */
    void write(Frame frame) throws IOException;

    /** Ends the connection and with it a write that waits. A second call does nothing. */
    void close();
}
