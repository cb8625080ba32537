package org.bourdon.launcher;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;

/** Asks what every client asks first: whether somebody opens. */
record Doorbell(Path socket) {

    /**
     * Whether the daemon says anything within {@code patience}, be it that it is busy: who refuses is alive.
     *
     * @throws IOException when there is no such socket, or as many clients wait at it as the system lets wait
     */
    boolean isAnswered(Duration patience) throws IOException {
        try (SocketChannel client = SocketChannel.open(StandardProtocolFamily.UNIX); Selector selector = Selector.open()) {
            client.configureBlocking(false);
            if (!client.connect(UnixDomainSocketAddress.of(socket))) {
                return false;
            }
            client.register(selector, SelectionKey.OP_READ);
            return selector.select(Math.max(1, patience.toMillis())) > 0 && client.read(ByteBuffer.allocate(1)) == 1;
        }
    }
}
