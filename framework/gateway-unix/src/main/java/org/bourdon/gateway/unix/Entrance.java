package org.bourdon.gateway.unix;

import java.io.IOException;
import java.nio.channels.SocketChannel;

/** The socket that clients connect to. */
sealed interface Entrance extends AutoCloseable permits OwnEntrance, KeptEntrance {

    /**
     * Waits for the next client.
     *
     * @throws java.nio.channels.ClosedChannelException once this is closed
     */
    SocketChannel accept() throws IOException;

    /** Lets nobody in any more; those who are in stay. */
    @Override
    void close() throws IOException;
}
