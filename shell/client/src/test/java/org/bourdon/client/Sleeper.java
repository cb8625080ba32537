package org.bourdon.client;

import java.io.IOException;
import java.io.UncheckedIOException;

/** Processes that do nothing, and end by themselves after a while. */
final class Sleeper {

    private Sleeper() {
    }

    static Process asleep() {
        return shell("exec sleep 60");
    }

    static Process shell(String script) {
        try {
            return new ProcessBuilder("/bin/sh", "-c", script).redirectErrorStream(true).start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
