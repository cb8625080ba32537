package org.bourdon.client;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.SocketException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.locks.LockSupport;


import com.fasterxml.jackson.jr.stree.JrsObject;

/**
 * Lines and raw bytes over the daemon's socket, every wait with a deadline.
 * <p>
 * One thread reads and sends; {@link #sendNow} and {@link #close} are for any thread.
 */
public final class Connection implements AutoCloseable {

    private static final int LONGEST_LINE = 4 << 20;
    private static final Duration TO_SEND = Duration.ofSeconds(30);
    private static final Duration TO_BE_TAKEN = Duration.ofSeconds(10);
    private static final Duration BETWEEN_CALLS = Duration.ofMillis(5);

    private final SocketChannel channel;
    private final Selector selector;
    private final SelectionKey key;
    private ByteBuffer received = ByteBuffer.allocate(1 << 16).flip();

    private Connection(SocketChannel channel, Selector selector) throws IOException {
        this.channel = channel;
        this.selector = selector;
        this.key = channel.register(selector, SelectionKey.OP_READ);
    }

    /** @throws IOException when nobody listens there */
    public static Connection open(Path socket) throws IOException, ClientException {
        return open(socket, TO_BE_TAKEN);
    }

    /**
     * @param patience how long a daemon whose queue of callers is full may take to make room
     * @throws IOException when nobody listens there
     */
    public static Connection open(Path socket, Duration patience) throws IOException, ClientException {
        var deadline = Deadline.in(patience);
        while (true) {
            SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
            try {
                channel.configureBlocking(false);
                if (channel.connect(UnixDomainSocketAddress.of(socket))) {
                    return new Connection(channel, Selector.open());
                }
                channel.close();
            } catch (IOException e) {
                channel.close();
                if (!isFull(e, socket)) {
                    throw e;
                }
            }
            // The system has no way to wait for room in that queue and no longer than this.
            if (deadline.passed()) {
                throw new ClientException(ExitCode.DAEMON_GONE, "the daemon does not answer; waited in vain for it to take the call");
            }
            LockSupport.parkNanos(BETWEEN_CALLS.toNanos());
        }
    }

    /** A queue without room has no exception of its own, but all other failures can be told. */
    private static boolean isFull(IOException failure, Path socket) {
        return failure.getClass() == SocketException.class && Files.isWritable(socket);
    }

    public void send(byte[] line) throws ClientException {
        if (line.length > LONGEST_LINE) {
            throw new ClientException(ExitCode.INPUT, "the request takes " + line.length + " bytes on the wire, the limit is " + LONGEST_LINE
                    + "; speak the text in parts");
        }
        var bytes = ByteBuffer.wrap(line);
        var deadline = Deadline.in(TO_SEND);
        try {
            while (bytes.hasRemaining()) {
                if (channel.write(bytes) == 0) {
                    await(SelectionKey.OP_WRITE, deadline, "the daemon to take the request");
                }
            }
        } catch (IOException e) {
            throw gone(e);
        }
    }

    /** Sends what fits at once; for the last words of a process that is being ended. */
    void sendNow(byte[] line) {
        try {
            channel.write(ByteBuffer.wrap(line));
        } catch (IOException _) {
            // Then the daemon sees the connection close, which means the same to it.
            close();
        }
    }

    /** Says that nothing more will be sent; reading goes on. */
    public void endSending() throws ClientException {
        try {
            channel.shutdownOutput();
        } catch (IOException e) {
            throw gone(e);
        }
    }

    /**
     * @param patience  the longest time without anything from the daemon
     * @param awaited what it is that did not come, for the message
     */
    public JrsObject readLine(Duration patience, String awaited) throws ClientException {
        int scanned = 0;
        while (true) {
            byte[] bytes = received.array();
            int from = received.position();
            for (int i = from + scanned; i < received.limit(); i++) {
                if (bytes[i] == '\n') {
                    received.position(i + 1);
                    return parse(bytes, from, i - from);
                }
            }
            scanned = received.remaining();
            if (scanned > LONGEST_LINE) {
                throw new ClientException(ExitCode.DAEMON_GONE, "the daemon's answer has a line of more than " + LONGEST_LINE + " bytes");
            }
            fill(Deadline.in(patience), awaited);
        }
    }

    /** Whether the daemon has closed it. What it has sent is dropped: for a connection that only has to be there. */
    boolean hasEnded() {
        received.clear().flip();
        try {
            int count;
            do {
                count = channel.read(ByteBuffer.wrap(received.array()));
            } while (count > 0);
            return count < 0;
        } catch (IOException _) {
            return true;
        }
    }

    /** Takes bytes as they come, all of those it is given. */
    @FunctionalInterface
    public interface Taker {

        void take(ByteBuffer bytes) throws ClientException;
    }

    /** Hands exactly {@code length} raw bytes on, as they come. */
    public void readBytes(long length, Duration patience, Taker taker) throws ClientException {
        long left = length;
        while (left > 0) {
            if (!received.hasRemaining()) {
                fill(Deadline.in(patience), "the rest of a piece of audio");
            }
            int taken = (int) Math.min(left, received.remaining());
            taker.take(received.slice(received.position(), taken));
            received.position(received.position() + taken);
            left -= taken;
        }
    }

    private static JrsObject parse(byte[] bytes, int from, int length) throws ClientException {
        try {
            return Json.object(bytes, from, length);
        } catch (IOException e) {
            throw new ClientException(ExitCode.DAEMON_GONE, "what answers on the socket does not speak the daemon's protocol", e);
        }
    }

    private void fill(Deadline deadline, String awaited) throws ClientException {
        if (!received.hasRemaining()) {
            received.clear().flip();
        } else if (received.limit() == received.capacity()) {
            makeRoom();
        }
        int end = received.limit();
        try {
            while (true) {
                received.limit(received.capacity());
                var space = received.slice(end, received.capacity() - end);
                received.limit(end);
                int count = channel.read(space);
                if (count < 0) {
                    throw gone(new IOException("end of stream"));
                }
                if (count > 0) {
                    received.limit(end + count);
                    return;
                }
                await(SelectionKey.OP_READ, deadline, awaited);
            }
        } catch (IOException e) {
            throw gone(e);
        }
    }

    private void makeRoom() {
        int kept = received.remaining();
        if (received.position() > 0) {
            received.compact().flip();
        } else {
            received = ByteBuffer.wrap(Arrays.copyOf(received.array(), received.capacity() * 2), 0, kept);
        }
    }

    private void await(int operation, Deadline deadline, String awaited) throws IOException, ClientException {
        if (!channel.isOpen()) {
            throw new IOException("closed");
        }
        key.interestOps(operation);
        long millis = deadline.left().toMillis();
        if (millis == 0) {
            throw new ClientException(ExitCode.DAEMON_GONE, "the daemon does not answer; waited in vain for " + awaited);
        }
        selector.select(millis);
        selector.selectedKeys().clear();
        if (!selector.isOpen()) {
            throw new IOException("closed");
        }
    }

    private static ClientException gone(IOException cause) {
        return new DaemonLeftException("the daemon went away before it was done", cause);
    }

    @Override
    public void close() {
        try (channel; selector) {
            key.cancel();
        } catch (IOException e) {
            throw new UncheckedIOException("closing a socket", e);
        }
    }
}
