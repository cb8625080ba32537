package org.bourdon.gateway.unix;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A socket that a service manager made and hands over as standard input.
 * <p>
 * Closing this neither closes nor removes it: clients that come later wait in it, for this bundle's next start or for the next daemon.
 */
final class KeptEntrance implements Entrance {

    private final ServerSocketChannel server;
    private final Selector selector;

    private KeptEntrance(ServerSocketChannel server, Selector selector) {
        this.server = server;
        this.selector = selector;
    }

    /** Empty when standard input is anything else than the listening socket of that path. */
    static Optional<KeptEntrance> inherited(Path socket) throws IOException {
        if (System.inheritedChannel() instanceof ServerSocketChannel server && server.isOpen()
                && server.getLocalAddress() instanceof UnixDomainSocketAddress address
                && address.getPath().toAbsolutePath().normalize().equals(socket)) {
            return Optional.of(over(server));
        }
        return Optional.empty();
    }

    static KeptEntrance over(ServerSocketChannel server) throws IOException {
        // A thread in a blocking accept could only be called back by closing the socket.
        server.configureBlocking(false);
        Selector selector = Selector.open();
        try {
            server.register(selector, SelectionKey.OP_ACCEPT);
        } catch (IOException e) {
            selector.close();
            throw e;
        }
        return new KeptEntrance(server, selector);
    }

    @Override
    public SocketChannel accept() throws IOException {
        try {
            while (true) {
                selector.select();
                selector.selectedKeys().clear();
                SocketChannel client = acceptNow();
                if (client != null) {
                    return client;
                }
            }
        } catch (ClosedSelectorException e) {
            ClosedChannelException closed = new ClosedChannelException();
            closed.initCause(e);
            throw closed;
        }
    }

    private synchronized SocketChannel acceptNow() throws IOException {
        if (!selector.isOpen()) {
            throw new ClosedChannelException();
        }
        return server.accept();
    }

    @Override
    public void close() throws IOException {
        selector.wakeup();
        synchronized (this) {
            selector.close();
        }
    }
}
