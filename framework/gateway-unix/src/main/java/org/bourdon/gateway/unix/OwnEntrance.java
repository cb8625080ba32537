package org.bourdon.gateway.unix;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** A socket that this daemon makes and removes. */
final class OwnEntrance implements Entrance {

    private static final int BACKLOG = 256;

    private final Path socket;
    private final ServerSocketChannel server;

    private OwnEntrance(Path socket, ServerSocketChannel server) {
        this.socket = socket;
        this.server = server;
    }

    static OwnEntrance bind(Path socket) throws IOException {
        // Whoever holds the folder's lock owns the socket: one that lies there is a crashed daemon's.
        Files.deleteIfExists(socket);
        ServerSocketChannel channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            channel.bind(UnixDomainSocketAddress.of(socket), BACKLOG);
            Files.setPosixFilePermissions(socket, PosixFilePermissions.fromString("rw-------"));
        } catch (IOException e) {
            channel.close();
            throw e;
        }
        return new OwnEntrance(socket, channel);
    }

    @Override
    public SocketChannel accept() throws IOException {
        return server.accept();
    }

    @Override
    public void close() throws IOException {
        server.close();
        Files.deleteIfExists(socket);
    }
}
