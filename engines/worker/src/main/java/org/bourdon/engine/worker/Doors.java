package org.bourdon.engine.worker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** The doors that processes come in by, each its own. Their sockets' paths are hardly longer than that of the daemon's own socket. */
final class Doors {

    private static final int MOST_AT_A_TIME = 1000;

    private final Path home;
    private final AtomicInteger numbers = new AtomicInteger();

    /** Nobody else makes doors in this folder; what a daemon that was killed has left is removed. */
    Doors(Path home) throws IOException {
        this.home = home;
        try (Stream<Path> files = Files.list(home)) {
            for (Path left : files.filter(file -> file.getFileName().toString().matches("engine[0-9]+\\.sock")).toList()) {
                Files.deleteIfExists(left);
            }
        }
    }

    Door open() throws IOException {
        return Door.open(home.resolve("engine" + numbers.getAndIncrement() % MOST_AT_A_TIME + ".sock"));
    }
}
