package org.bourdon.benchmarks;

import java.io.EOFException;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;

/**
 * A client that does nothing but measure: one thread, no message taken apart but an audio's length, so that the figures are the daemon's
 * and not a test client's.
 */
final class Listener implements AutoCloseable {

    private static final Pattern PAYLOAD = Pattern.compile("\"payload_length\":(\\d+)");
    private static final String END = "\"outcome\":\"done\"";

    /**
     * What a request came to, in milliseconds from its last byte written.
     *
     * @param firstSound to the first audio byte
     * @param all        to the end
     */
    record Heard(double firstSound, double all, float[] samples) {
    }

    private final SocketChannel channel;
    private final ByteBuffer in = ByteBuffer.allocateDirect(1 << 16).limit(0);
    private final ByteBuffer pcm = ByteBuffer.allocateDirect(16 << 20).order(ByteOrder.LITTLE_ENDIAN);
    private final byte[] line = new byte[1 << 16];

    Listener(Path socket) throws IOException {
        channel = SocketChannel.open(UnixDomainSocketAddress.of(socket));
        line();
    }

    Heard say(String text) throws IOException {
        String params = JsonNodeFactory.instance.objectNode().put("text", text).toString();
        channel.write(ByteBuffer.wrap(("{\"id\":1,\"method\":\"speak\",\"params\":" + params + "}\n").getBytes(StandardCharsets.UTF_8)));
        long begin = System.nanoTime();
        double firstSound = Double.NaN;
        pcm.clear();
        while (true) {
            String message = line();
            Matcher payload = PAYLOAD.matcher(message);
            if (payload.find()) {
                awaitByte();
                firstSound = Double.isNaN(firstSound) ? since(begin) : firstSound;
                take(Integer.parseInt(payload.group(1)));
            } else if (message.contains("\"error\"")) {
                throw new IOException("the daemon answered " + message);
            } else if (message.contains(END)) {
                return new Heard(firstSound, since(begin), samples());
            }
        }
    }

    private static double since(long begin) {
        return (System.nanoTime() - begin) / 1e6;
    }

    private float[] samples() {
        pcm.flip();
        float[] samples = new float[pcm.remaining() / Short.BYTES];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = pcm.getShort() / (float) Short.MAX_VALUE;
        }
        return samples;
    }

    private void take(int length) throws IOException {
        for (int left = length; left > 0; ) {
            awaitByte();
            int piece = Math.min(left, in.remaining());
            pcm.put(in.slice(in.position(), piece));
            in.position(in.position() + piece);
            left -= piece;
        }
    }

    private String line() throws IOException {
        for (int length = 0; ; length++) {
            awaitByte();
            byte next = in.get();
            if (next == '\n') {
                return new String(line, 0, length, StandardCharsets.UTF_8);
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
