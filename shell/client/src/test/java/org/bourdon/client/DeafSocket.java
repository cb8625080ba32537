package org.bourdon.client;

import java.io.IOException;
import java.net.SocketException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Listens, as the system sees it, and takes no call: as the socket of a daemon that has been stopped in the middle of something. */
final class DeafSocket implements AutoCloseable {

    private final ServerSocketChannel server;
    private final UnixDomainSocketAddress address;
    private final List<SocketChannel> callers = new ArrayList<>();

    DeafSocket(Path socket) throws IOException {
        address = UnixDomainSocketAddress.of(socket);
        server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        server.bind(address, 1);
    }

    /** Calls until no further call fits. */
    void fill() throws IOException {
        while (true) {
            var caller = SocketChannel.open(StandardProtocolFamily.UNIX);
            callers.add(caller);
            caller.configureBlocking(false);
            try {
                if (!caller.connect(address)) {
                    return;
                }
            } catch (SocketException _) {
                return;
            }
        }
    }

    @Override
    public void close() throws IOException {
        for (SocketChannel caller : callers) {
            caller.close();
        }
        server.close();
    }
}
