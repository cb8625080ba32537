package org.bourdon.benchmarks;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;

/** OpenAI's speech call over HTTP/1.1, plain samples as they come. */
record HttpTransport(URI address) implements Transport {

    @Override
    public String name() {
        return "HTTP";
    }

    @Override
    public Line connect() throws IOException {
        Socket socket = new Socket(address.getHost(), address.getPort());
        socket.setTcpNoDelay(true);
        return new HttpLine(address.getAuthority(), socket);
    }

    /** One connection, kept; just enough of HTTP to find the chunks of a body. */
    private static final class HttpLine implements Line {

        private static final int PIECE = 1 << 16;

        private final String host;
        private final Socket socket;
        private final BufferedInputStream in;
        private final byte[] piece = new byte[PIECE];

        HttpLine(String host, Socket socket) throws IOException {
            this.host = host;
            this.socket = socket;
            this.in = new BufferedInputStream(socket.getInputStream(), PIECE);
        }

        @Override
        public Heard speak(String voice, String text, Ear ear) throws IOException {
            byte[] body = JsonNodeFactory.instance.objectNode().put("model", "tts-1").put("input", text).put("voice", voice)
                    .put("response_format", "pcm").toString().getBytes(StandardCharsets.UTF_8);
            String head = "POST /v1/audio/speech HTTP/1.1\r\nHost: " + host + "\r\nContent-Type: application/json\r\nContent-Length: " + body.length + "\r\n\r\n";
            ByteBuffer request = ByteBuffer.allocate(head.length() + body.length).put(head.getBytes(StandardCharsets.ISO_8859_1)).put(body);
            socket.getOutputStream().write(request.array());
            long begin = System.nanoTime();
            awaitAnswer();
            double firstSound = Double.NaN;
            long bytes = 0;
            for (int length = chunk(); length > 0; length = chunk()) {
                firstSound = bytes == 0 ? since(begin) : firstSound;
                bytes += length;
                take(length, ear);
                line();
            }
            line();
            return new Heard(firstSound, since(begin), bytes);
        }

        private static double since(long begin) {
            return (System.nanoTime() - begin) / 1e6;
        }

        private void awaitAnswer() throws IOException {
            String status = line();
            boolean chunked = false;
            for (String header = line(); !header.isEmpty(); header = line()) {
                chunked |= header.toLowerCase(Locale.ROOT).replace(" ", "").equals("transfer-encoding:chunked");
            }
            if (!status.startsWith("HTTP/1.1 200") || !chunked) {
                throw new IOException("the daemon answered " + status);
            }
        }

        private int chunk() throws IOException {
            return Integer.parseInt(line().strip(), 16);
        }

        private void take(int length, Ear ear) throws IOException {
            for (int left = length; left > 0; ) {
                int read = in.read(piece, 0, Math.min(left, piece.length));
                if (read < 0) {
                    throw new EOFException("the daemon hung up");
                }
                ear.hear(ByteBuffer.wrap(piece, 0, read));
                left -= read;
            }
        }

        private String line() throws IOException {
            StringBuilder line = new StringBuilder();
            for (int next = in.read(); next != '\n'; next = in.read()) {
                if (next < 0) {
                    throw new EOFException("the daemon hung up");
                }
                if (next != '\r') {
                    line.append((char) next);
                }
            }
            return line.toString();
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
