package org.bourdon.itest.fuzz;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/** The native API on the unix socket: some hundred lines a connection, with a question between that must always be answered. */
public final class LineFuzz {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final int LINES_A_CONNECTION = 400;
    private static final int BETWEEN_QUESTIONS = 40;
    private static final int SHOWN = 2_000;

    private final Path socket;
    private final Chance chance;
    private final Messages messages;

    public LineFuzz(Path socket, Chance chance) {
        this.socket = socket;
        this.chance = chance;
        this.messages = new Messages(chance, Corpus.NATIVE);
    }

    public void run(int inputs) throws Exception {
        for (int done = 0; done < inputs; done += LINES_A_CONNECTION) {
            connection(Math.min(LINES_A_CONNECTION, inputs - done));
        }
    }

    private void connection(int lines) throws Exception {
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            channel.connect(UnixDomainSocketAddress.of(socket));
            Replies replies = new Replies();
            Thread reader = Thread.ofVirtual().start(() -> replies.read(frames -> read(channel, frames)));
            byte[] last = {};
            for (int i = 1; i <= lines; i++) {
                boolean placeLost = chance.oneIn(300);
                last = placeLost ? wrongPayload() : chance.oneIn(30) ? payload() : messages.next();
                try {
                    write(channel, last);
                    if (placeLost) {
                        // Whoever does not know where the next message begins hangs up.
                        write(channel, question("alive"));
                        replies.awaitOrEnd("alive");
                        break;
                    }
                    if (i % BETWEEN_QUESTIONS == 0 || i == lines) {
                        String question = "alive-" + i;
                        write(channel, question(question));
                        replies.await(question);
                    }
                } catch (IOException | AssertionError e) {
                    replies.check();
                    if (placeLost && e instanceof IOException) {
                        break;
                    }
                    throw new AssertionError("after the line " + shown(last), e);
                }
            }
            channel.close();
            reader.join();
            replies.check();
        }
    }

    private static byte[] question(String id) {
        return ("{\"id\":\"" + id + "\",\"method\":\"health\"}").getBytes(StandardCharsets.UTF_8);
    }

    /** Bytes behind their message, as many as it says; the end of line after them is one more message, of nothing. */
    private byte[] payload() {
        byte[] payload = chance.bytes(chance.below(chance.oneIn(10) ? 70_000 : 200));
        var out = new ByteArrayOutputStream();
        out.writeBytes(announcing(String.valueOf(payload.length)));
        out.writeBytes(payload);
        return out.toByteArray();
    }

    private byte[] wrongPayload() {
        return announcing(chance.of(List.of("-1", "1048577", "99999999999", "1.5", "\"x\"", "[]", "null")));
    }

    private byte[] announcing(String length) {
        return ("{\"id\":\"p\",\"method\":\"session.audio\",\"params\":{\"session\":\"a" + chance.below(9) + "\",\"payload_length\":" + length + "}}\n")
                .getBytes(StandardCharsets.UTF_8);
    }

    static String shown(byte[] bytes) {
        return new String(Arrays.copyOf(bytes, Math.min(bytes.length, SHOWN)), StandardCharsets.ISO_8859_1);
    }

    private static void write(SocketChannel channel, byte[] line) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(line.length + 1).put(line).put((byte) '\n').flip();
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    private static void read(SocketChannel channel, Replies replies) throws IOException {
        InputStream in = new BufferedInputStream(Channels.newInputStream(channel), 1 << 16);
        byte[] line = new byte[Replies.LONGEST + 1];
        int length = 0;
        for (int next = in.read(); next >= 0; next = in.read()) {
            if (next != '\n') {
                line[length++] = (byte) next;
                replies.bounded(length);
                continue;
            }
            JsonNode message = MAPPER.readTree(line, 0, length);
            replies.seen(message.path("id").asText());
            in.skipNBytes(message.at("/params/payload_length").asLong(0));
            length = 0;
        }
    }
}
