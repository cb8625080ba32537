package org.bourdon.itest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Programs of this machine that a test calls once. They get no stream of the test's own process: the build talks to it
 * through these, and a program that reads them or makes them non-blocking ends the build.
 */
final class Programs {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private Programs() {
    }

    /** Sends a signal, {@code KILL} for example. */
    static void signal(String name, long pid) throws IOException, InterruptedException {
        run(PATIENCE, Path.of("").toAbsolutePath(), "kill", "-" + name, Long.toString(pid));
    }

    /** Runs a program to its end, which must be a good one. */
    static void run(Duration patience, Path folder, String... command) throws IOException, InterruptedException {
        Path printed = Files.createTempFile("printed", ".txt");
        try {
            Process process = new ProcessBuilder(command).directory(folder.toFile())
                    .redirectInput(Path.of("/dev/null").toFile()).redirectErrorStream(true).redirectOutput(printed.toFile()).start();
            boolean ended = process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS);
            process.destroyForcibly();
            assertThat(ended).as("%s ends within %s; it printed: %s", List.of(command), patience, Files.readString(printed)).isTrue();
            assertThat(process.exitValue()).as("exit code of %s; it printed: %s", List.of(command), Files.readString(printed)).isZero();
        } finally {
            Files.delete(printed);
        }
    }
}
