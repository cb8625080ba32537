package org.bourdon.benchmarks;

import java.io.EOFException;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;

/** The native API over the unix socket. */
record UnixTransport(Path socket) implements Transport {

    @Override
    public String name() {
        return "unix";
    }

    @Override
    public Line connect() throws IOException {
        SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket));
        UnixLine line = new UnixLine(channel);
        line.line();
        return line;
    }

    /** No message is taken apart but for an audio's length. */
    private static final class UnixLine implements Line {

        private static final String PAYLOAD = "\"payload_length\":";

        private final SocketChannel channel;
        private final ByteBuffer in = ByteBuffer.allocateDirect(1 << 16).limit(0);
        private final byte[] line = new byte[1 << 16];

        UnixLine(SocketChannel channel) {
            this.channel = channel;
        }

        @Override
        public Heard speak(String voice, String text, Ear ear) throws IOException {
            String params = JsonNodeFactory.instance.objectNode().put("text", text).put("voice", voice).toString();
            ByteBuffer request = ByteBuffer.wrap(("{\"id\":1,\"method\":\"speak\",\"params\":" + params + "}\n").getBytes(StandardCharsets.UTF_8));
            while (request.hasRemaining()) {
                channel.write(request);
            }
            long begin = System.nanoTime();
            double firstSound = Double.NaN;
            long bytes = 0;
            while (true) {
                String message = line();
                int payload = message.indexOf(PAYLOAD);
                if (payload >= 0) {
                    awaitByte();
                    firstSound = bytes == 0 ? since(begin) : firstSound;
                    bytes += take(Integer.parseInt(message, payload + PAYLOAD.length(), message.indexOf('}', payload), 10), ear);
                } else if (message.contains("\"error\"")) {
                    throw new IOException("the daemon answered " + message);
                } else if (message.contains("\"outcome\":\"done\"")) {
                    return new Heard(firstSound, since(begin), bytes);
                }
            }
        }

        private static double since(long begin) {
            return (System.nanoTime() - begin) / 1e6;
        }

        private int take(int length, Ear ear) throws IOException {
            for (int left = length; left > 0; ) {
                awaitByte();
                int piece = Math.min(left, in.remaining());
                ear.hear(in.slice(in.position(), piece));
                in.position(in.position() + piece);
                left -= piece;
            }
            return length;
        }

        private String line() throws IOException {
            for (int length = 0; ; length++) {
                awaitByte();
                byte next = in.get();
                if (next == '\n') {
                    return new String(line, 0, length, StandardCharsets.ISO_8859_1);
                }
                line[length] = next;
            }
        }

        /** Waits until there is at least one byte more. */
        private void awaitByte() throws IOException {
            if (!in.hasRemaining()) {
                in.clear();
                int read = channel.read(in);
                in.flip();
                if (read < 0) {
                    throw new EOFException("the daemon hung up");
                }
            }
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }
}
