package org.bourdon.itest;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/** HTTP byte by byte, for what a decent client would never send. */
final class RawHttp implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Socket socket;

    private RawHttp(Socket socket) {
        this.socket = socket;
    }

    /** @param headers by their names in lower case */
    record Answer(int status, Map<String, String> headers, String body) {

        JsonNode json() throws IOException {
            return new ObjectMapper().readTree(body);
        }

        Optional<String> header(String name) {
            return Optional.ofNullable(headers.get(name));
        }
    }

    static RawHttp connect(URI daemon) throws IOException {
        Socket socket = new Socket(daemon.getHost(), daemon.getPort());
        socket.setSoTimeout((int) PATIENCE.toMillis());
        return new RawHttp(socket);
    }

    /** Sends a request of these lines, and reads what comes until the daemon hangs up. */
    static Answer ask(URI daemon, byte[] body, String... lines) throws IOException {
        try (RawHttp http = connect(daemon)) {
            http.send(lines);
            http.send(body);
            return http.answer();
        }
    }

    /** A request's line and headers. */
    void send(String... lines) throws IOException {
        send((String.join("\r\n", lines) + "\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1));
    }

    void send(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
    }

    InputStream in() throws IOException {
        return socket.getInputStream();
    }

    Answer answer() throws IOException {
        byte[] all = in().readAllBytes();
        String text = new String(all, StandardCharsets.ISO_8859_1);
        int end = text.indexOf("\r\n\r\n");
        if (end < 0) {
            throw new IOException("no answer, but " + all.length + " bytes: '" + text + "'");
        }
        String[] head = text.substring(0, end).split("\r\n");
        Map<String, String> headers = new TreeMap<>();
        Arrays.stream(head).skip(1).map(line -> line.split(": ?", 2)).forEach(pair -> headers.put(pair[0].toLowerCase(java.util.Locale.ROOT), pair[1]));
        byte[] body = Arrays.copyOfRange(all, end + 4, all.length);
        boolean chunked = "chunked".equals(headers.get("transfer-encoding"));
        return new Answer(Integer.parseInt(head[0].split(" ")[1]), headers, new String(chunked ? joined(body) : body, StandardCharsets.UTF_8));
    }

    private static byte[] joined(byte[] chunks) throws IOException {
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        String text = new String(chunks, StandardCharsets.ISO_8859_1);
        int at = 0;
        while (true) {
            int line = text.indexOf("\r\n", at);
            if (line < 0) {
                throw new IOException("the answer breaks off");
            }
            int length = Integer.parseInt(text.substring(at, line), 16);
            if (length == 0) {
                return whole.toByteArray();
            }
            whole.write(chunks, line + 2, length);
            at = line + 2 + length + 2;
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
