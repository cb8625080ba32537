package org.bourdon.itest.fuzz;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** HTTP requests as bytes, each on a connection of its own: malformed heads, lengths that do not fit, chunks that are none, ends too early. */
public final class RequestFuzz {

    private static final int LONGEST_ANSWER = 4 << 20;
    private static final int PATIENCE_MILLIS = 60_000;
    private static final List<String> HEADERS = List.of("Content-Length: 0", "Content-Length: -1", "Content-Length: 99999999999999999999", "Content-Length: 5, 6",
            "Transfer-Encoding: chunked", "Transfer-Encoding: gzip, chunked", "Transfer-Encoding: chunked, chunked", "Host: evil.example", "Host: a b", "Host:",
            "Origin: http://evil.example", "Origin: null", "Connection: Upgrade", "Upgrade: h2c", "Expect: 200-nothing", ": x", "x", " folded", "A\u0000b: c",
            "X: " + "y".repeat(3_000), "X: " + "y".repeat(70_000), "Authorization: Bearer", "Sec-WebSocket-Version: 99", "HTTP2-Settings: AAMAAABkAAQAAP__",
            "Content-Type: application/json; charset=utf-99", "Content-Encoding: gzip", "Range: bytes=-1--9", "Accept: " + "*/*,".repeat(500));
    private static final List<String> CHUNK_SIZES = List.of("-1", "0x5", "fffffffffffffffff", "7fffffff", "", "zz", "5 ", "00000000000000000005");

    private final InetSocketAddress server;
    private final Chance chance;
    private final Bytes bytes;
    private final List<byte[]> corpus = Corpus.HTTP.stream().map(text -> Bytes.ascii(text.replace("\n", "\r\n"))).toList();

    public RequestFuzz(InetSocketAddress server, Chance chance) {
        this.server = server;
        this.chance = chance;
        this.bytes = new Bytes(chance);
    }

    public void run(int inputs) throws IOException {
        for (int i = 0; i < inputs; i++) {
            byte[] request = next();
            try {
                check(answer(request));
            } catch (IOException | AssertionError e) {
                throw new AssertionError("after the request\n" + LineFuzz.shown(request), e);
            }
        }
    }

    private byte[] next() {
        if (chance.oneIn(3)) {
            return bytes.changed(chance.of(corpus), corpus);
        }
        String text = chance.of(Corpus.HTTP);
        int end = text.indexOf("\n\n");
        List<String> head = new ArrayList<>(List.of(text.substring(0, end).split("\n")));
        String body = text.substring(end + 2);
        for (int left = 1 + chance.below(3); left > 0; left--) {
            int at = 1 + chance.below(head.size());
            switch (chance.below(7)) {
                case 0 -> head.add(at, chance.of(HEADERS));
                case 1 -> head.set(head.size() - 1, chance.of(HEADERS));
                case 2 -> head.add(head.getLast());
                case 3 -> head.set(0, startLine(head.getFirst()));
                case 4 -> body = body.substring(0, chance.below(body.length() + 1));
                case 5 -> body = chance.of(CHUNK_SIZES) + "\n" + body;
                default -> body = body + body;
            }
        }
        String all = String.join("\n", head) + (chance.oneIn(30) ? "" : "\n\n") + body;
        byte[] request = Bytes.ascii(chance.oneIn(20) ? all : all.replace("\n", "\r\n"));
        return chance.oneIn(10) ? bytes.changed(request, corpus) : request;
    }

    private String startLine(String line) {
        String[] parts = (line + " / HTTP/1.1").split(" ");
        return switch (chance.below(6)) {
            case 0 -> chance.of(List.of("get", "TRACE", "CONNECT", "PRI", "P\u0000ST", "DELETE", "")) + " " + parts[1] + " " + parts[2];
            case 1 -> parts[0] + " " + parts[1] + " " + chance.of(List.of("HTTP/2.0", "HTTP/0.9", "HTTP/1.10", "HTTP", "", "http/1.1"));
            case 2 -> parts[0] + " " + chance.of(List.of("*", "//", "/../../etc/passwd", "/%2e%2e/x", "/%", "/%zz", "/\u00ff", "http://evil/", "/a;b=c/../d", "/v1/models/",
                    "/v1//audio/speech", "/?" + "q".repeat(9_000), "")) + " " + parts[2];
            case 3 -> line.replace(" ", "  ");
            case 4 -> line.replace(" ", "\t");
            default -> line + " x";
        };
    }

    private byte[] answer(byte[] request) throws IOException {
        try (Socket socket = new Socket()) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.setTcpNoDelay(true);
            socket.connect(server, PATIENCE_MILLIS);
            try {
                socket.getOutputStream().write(request);
                socket.shutdownOutput();
                InputStream in = socket.getInputStream();
                byte[] answer = in.readNBytes(LONGEST_ANSWER + 1);
                if (answer.length > LONGEST_ANSWER) {
                    throw new AssertionError("an answer of more than " + LONGEST_ANSWER + " bytes");
                }
                return answer;
            } catch (SocketException _) {
                // It had heard enough before we had said all.
                return new byte[0];
            }
        }
    }

    private static void check(byte[] answer) {
        String text = new String(answer, StandardCharsets.ISO_8859_1);
        if (text.isEmpty()) {
            return;
        }
        if (!text.startsWith("HTTP/1.")) {
            throw new AssertionError("no answer of HTTP: " + LineFuzz.shown(answer));
        }
        String status = text.substring(9, Math.min(text.length(), 12));
        if (!status.matches("[1-5]\\d\\d") || status.equals("500") || text.contains("\tat ") || text.contains("org.eclipse") || text.contains("java.lang")) {
            throw new AssertionError("no answer for a client: " + LineFuzz.shown(answer));
        }
    }
}
