package org.bourdon.itest.fuzz;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

import com.fasterxml.jackson.databind.ObjectMapper;

/** A WebSocket client that sends strange messages in proper frames, and now and then a frame that is none, after which the connection may end. */
public final class SocketFuzz {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final int PATIENCE_MILLIS = 60_000;
    private static final int BETWEEN_PINGS = 40;
    /** All that a close may say; 1011, the daemon's own failure, is not among them. */
    private static final Set<Integer> CLOSES = Set.of(1000, 1001, 1002, 1003, 1005, 1007, 1008, 1009, 1013);
    private static final List<Integer> NO_CODES = List.of(0, 1, 999, 1004, 1005, 1006, 1015, 2999, 5000, 65_535);
    private static final int TEXT = 1;
    private static final int BINARY = 2;
    private static final int CLOSE = 8;
    private static final int PING = 9;
    private static final int PONG = 10;

    private final InetSocketAddress server;
    private final String path;
    private final Chance chance;
    private final Messages messages;

    public SocketFuzz(InetSocketAddress server, String path, List<String> corpus, Chance chance) {
        this.server = server;
        this.path = path;
        this.chance = chance;
        this.messages = new Messages(chance, corpus);
    }

    /** Whether anybody takes WebSockets there. */
    public boolean isServed() throws IOException {
        try (Socket socket = new Socket()) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.connect(server, PATIENCE_MILLIS);
            shakeHands(socket.getOutputStream(), new DataInputStream(socket.getInputStream()));
            return true;
        } catch (NoSocketException _) {
            return false;
        }
    }

    private static final class NoSocketException extends IOException {

        private static final long serialVersionUID = 1L;

        NoSocketException(String message) {
            super(message);
        }
    }

    public void run(int inputs) throws Exception {
        int done = 0;
        while (done < inputs) {
            done += connection(inputs - done);
        }
    }

    /** @return how many inputs it took */
    private int connection(int most) throws Exception {
        try (Socket socket = new Socket()) {
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.connect(server, PATIENCE_MILLIS);
            OutputStream out = socket.getOutputStream();
            DataInputStream in = new DataInputStream(new BufferedInputStream(socket.getInputStream(), 1 << 16));
            shakeHands(out, in);
            Replies replies = new Replies();
            Thread reader = Thread.ofVirtual().start(() -> replies.read(frames -> read(in, frames)));
            int sent = 0;
            byte[] last = {};
            try {
                boolean open = true;
                while (open && sent < most) {
                    sent++;
                    boolean broken = chance.oneIn(15);
                    last = broken ? brokenFrame() : frames(messages.next());
                    out.write(last);
                    if (broken) {
                        out.write(frame(0x80 | PING, Bytes.ascii("alive")));
                        socket.shutdownOutput();
                        replies.awaitEnd();
                        open = false;
                    } else if (sent % BETWEEN_PINGS == 0) {
                        out.write(frame(0x80 | PING, Bytes.ascii("alive")));
                        open = replies.awaitOrEnd("alive");
                    }
                }
                out.write(frame(0x80 | CLOSE, new byte[] {3, (byte) 0xE8}));
                replies.awaitEnd();
            } catch (SocketException _) {
                // It closed the connection while we were speaking.
            } catch (AssertionError e) {
                throw new AssertionError("after the bytes " + LineFuzz.shown(last), e);
            } finally {
                socket.close();
                reader.join();
            }
            replies.check();
            return sent;
        }
    }

    private void shakeHands(OutputStream out, DataInputStream in) throws IOException {
        out.write(Bytes.ascii("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
                + "Sec-WebSocket-Version: 13\r\n\r\n"));
        StringBuilder answer = new StringBuilder();
        while (!answer.toString().endsWith("\r\n\r\n")) {
            answer.append((char) in.readUnsignedByte());
        }
        if (!answer.toString().startsWith("HTTP/1.1 101 ")) {
            throw new NoSocketException("no WebSocket at " + path + ": " + answer);
        }
    }

    /** As one frame or as several. */
    private byte[] frames(byte[] message) {
        if (!chance.oneIn(10)) {
            return frame(0x80 | (chance.oneIn(60) ? BINARY : TEXT), message);
        }
        var out = new ByteArrayOutputStream();
        int at = chance.below(message.length + 1);
        out.writeBytes(frame(TEXT, Arrays.copyOf(message, at)));
        if (chance.oneIn(2)) {
            out.writeBytes(frame(0x80 | PING, new byte[chance.below(126)]));
        }
        out.writeBytes(frame(0x80, Arrays.copyOfRange(message, at, message.length)));
        return out.toByteArray();
    }

    private byte[] brokenFrame() {
        byte[] message = messages.next();
        return switch (chance.below(12)) {
            case 0 -> frame(0x80 | chance.of(List.of(3, 4, 7, 11, 15)), message);
            case 1 -> frame(0x80 | 0x10 << chance.below(3) | TEXT, message);
            case 2 -> unmasked(message);
            case 3 -> frame(0x80 | PING, chance.bytes(126 + chance.below(400)));
            case 4 -> frame(PING, new byte[2]);
            case 5 -> frame(0x80, message);
            case 6 -> joined(frame(TEXT, message), frame(0x80 | TEXT, message));
            case 7 -> frame(0x80 | TEXT, new byte[] {'"', (byte) 0xC3, 0x28, (byte) 0xFF, '"'});
            case 8 -> frame(0x80 | CLOSE, new byte[] {1});
            case 9 -> frame(0x80 | CLOSE, ByteBuffer.allocate(2).putShort((short) (int) chance.of(NO_CODES)).array());
            case 10 -> ByteBuffer.allocate(14).put((byte) (0x80 | TEXT)).put((byte) (0x80 | 127))
                    .putLong(chance.of(List.of(-1L, Long.MIN_VALUE, 1L << 40, 5L << 20, (long) Integer.MAX_VALUE))).putInt(0).array();
            default -> {
                byte[] whole = frame(0x80 | TEXT, message);
                yield Arrays.copyOf(whole, chance.below(whole.length));
            }
        };
    }

    private byte[] frame(int first, byte[] payload) {
        ByteBuffer frame = ByteBuffer.allocate(payload.length + 14).put((byte) first);
        length(frame, payload.length, 0x80);
        byte[] mask = chance.bytes(4);
        frame.put(mask);
        for (int i = 0; i < payload.length; i++) {
            frame.put((byte) (payload[i] ^ mask[i % 4]));
        }
        return Arrays.copyOf(frame.array(), frame.position());
    }

    private static byte[] unmasked(byte[] payload) {
        ByteBuffer frame = ByteBuffer.allocate(payload.length + 10).put((byte) (0x80 | TEXT));
        length(frame, payload.length, 0);
        frame.put(payload);
        return Arrays.copyOf(frame.array(), frame.position());
    }

    private static void length(ByteBuffer frame, int length, int mask) {
        if (length < 126) {
            frame.put((byte) (mask | length));
        } else if (length < 1 << 16) {
            frame.put((byte) (mask | 126)).putShort((short) length);
        } else {
            frame.put((byte) (mask | 127)).putLong(length);
        }
    }

    private static byte[] joined(byte[] one, byte[] other) {
        return ByteBuffer.allocate(one.length + other.length).put(one).put(other).array();
    }

    private static void read(DataInputStream in, Replies replies) throws IOException {
        while (true) {
            int first;
            try {
                first = in.readUnsignedByte();
            } catch (EOFException _) {
                return;
            }
            int second = in.readUnsignedByte();
            long length = second == 126 ? in.readUnsignedShort() : second == 127 ? in.readLong() : second;
            if ((second & 0x80) != 0 || length < 0 || length > 8 << 20) {
                throw new AssertionError("a frame that may not be: " + Integer.toHexString(first) + " " + Integer.toHexString(second) + " of " + length);
            }
            byte[] payload = in.readNBytes((int) length);
            switch (first & 0xF) {
                case TEXT -> {
                    replies.bounded(payload.length);
                    if ((first & 0x80) != 0) {
                        MAPPER.readTree(payload);
                    }
                }
                case PONG -> replies.seen(new String(payload, StandardCharsets.ISO_8859_1));
                case CLOSE -> {
                    int code = payload.length >= 2 ? ByteBuffer.wrap(payload).getShort() & 0xFFFF : 1005;
                    if (!CLOSES.contains(code)) {
                        throw new AssertionError("closed with " + code + " " + new String(payload, 2, payload.length - 2, StandardCharsets.UTF_8));
                    }
                }
                default -> {
                    // Sound, and pings, to which nobody listens here.
                }
            }
        }
    }
}
