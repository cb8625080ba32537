package org.bourdon.gateway.rpc;

import java.io.IOException;
import java.time.Duration;
import java.util.List;

import org.osgi.annotation.versioning.ConsumerType;

/** The outgoing half of a connection. One thread at a time writes; {@link #close} comes on any. */
@ConsumerType
public interface Wire {

    /** A client that has taken nothing for so long is taken for gone. */
    Duration PATIENCE = Duration.ofMinutes(30);

    /**
     * Writes all of the frames, together where it can.
     *
     * @throws IOException when the client is gone, or has taken nothing for {@link #PATIENCE}
     */
    void write(List<Frame> frames) throws IOException;

    /** Ends the connection and with it a write that waits. A second call does nothing. */
    void close();
}
