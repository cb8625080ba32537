package org.bourdon.client.stress;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.random.RandomGenerator;

/** Lines that no client should send; each is an error for the daemon and no more than that. */
final class StressGarbage {

    private static final List<String> LINES = List.of(
            "hello",
            "GET / HTTP/1.1",
            "{\"jsonrpc\":\"2.0\",\"id\":",
            "[".repeat(100_000),
            "[1,2,3]",
            "9".repeat(5_000),
            "null",
            "{\"jsonrpc\":\"2.0\",\"id\":{},\"method\":\"speak\"}",
            "{\"jsonrpc\":\"2.0\",\"id\":\"g\",\"method\":42}",
            "{\"id\":\"g\"}",
            "{\"a\":\"\\ud800\\q\"}");
    private static final int RANDOM_BYTES = 2_000;

    private StressGarbage() {
    }

    static byte[] line(RandomGenerator random) {
        int index = random.nextInt(LINES.size() + 1);
        return index < LINES.size() ? (LINES.get(index) + "\n").getBytes(StandardCharsets.UTF_8) : noise(random);
    }

    private static byte[] noise(RandomGenerator random) {
        var bytes = new byte[1 + random.nextInt(RANDOM_BYTES)];
        random.nextBytes(bytes);
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = bytes[i] == '\n' ? 0 : bytes[i];
        }
        bytes[0] = '\1';
        bytes[bytes.length - 1] = '\n';
        return bytes;
    }
}
