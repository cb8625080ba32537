package org.bourdon.client;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** The unix sockets that somebody listens to, as Linux lists them: to find out without calling. Empty on other systems. */
record ListeningSockets(Path list) {

    /** Column of the flags, and the one that says "accepts connections". */
    private static final int FLAGS = 3;
    private static final String ACCEPTS = "00010000";
    private static final int COLUMNS = 8;

    ListeningSockets() {
        this(Path.of("/proc/net/unix"));
    }

    boolean contains(Path socket) {
        if (!Files.exists(socket) || !Files.isReadable(list)) {
            return false;
        }
        // Names are bytes, and other programs' need not be text.
        try (Stream<String> lines = Files.lines(list, StandardCharsets.ISO_8859_1)) {
            String name = new String(socket.toString().getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
            return lines.map(line -> line.split(" +", COLUMNS))
                    .anyMatch(words -> words.length == COLUMNS && words[FLAGS].equals(ACCEPTS) && words[COLUMNS - 1].equals(name));
        } catch (IOException _) {
            return false;
        }
    }
}
