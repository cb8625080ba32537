package org.bourdon.engine.worker;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

import org.bourdon.engine.worker.wire.Frame;
import org.bourdon.engine.worker.wire.Kind;
import org.bourdon.engine.worker.wire.Line;
import org.bourdon.engine.worker.wire.MalformedFrameException;

/** A socket in the daemon's folder, there for as long as one process takes to connect. */
final class Door implements AutoCloseable {

    private final Path socket;
    private final ServerSocketChannel server;

    private Door(Path socket, ServerSocketChannel server) {
        this.socket = socket;
        this.server = server;
    }

    static Door open(Path socket) throws IOException {
        Files.deleteIfExists(socket);
        ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            server.bind(UnixDomainSocketAddress.of(socket), 2);
            if (Files.getFileStore(socket.getParent()).supportsFileAttributeView("posix")) {
                Files.setPosixFilePermissions(socket, PosixFilePermissions.fromString("rw-------"));
            }
        } catch (IOException | RuntimeException e) {
            server.close();
            Files.deleteIfExists(socket);
            throw e;
        }
        return new Door(socket, server);
    }

    Path socket() {
        return socket;
    }

    /** Waits for one of the two lines of this process; ended by {@link #close} from another thread. */
    Line accept(long pid, int role) throws IOException {
        SocketChannel channel = server.accept();
        try {
            Line line = new Line(channel);
            Frame greeting = line.receive((kind, bytes) -> ByteBuffer.allocateDirect(bytes));
            int said = greeting.kind() == Kind.GREETING ? greeting.head().getInt() : -1;
            if (said != role || greeting.head().getLong() != pid) {
                throw new MalformedFrameException("somebody else than process " + pid + " has come to " + socket);
            }
            return line;
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        Files.deleteIfExists(socket);
    }
}
