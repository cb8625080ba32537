package org.bourdon.itest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A program that does with unit files what systemd would do, where no systemd runs; in Python, because Java hands no socket to a child. */
final class StandInServiceManager implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Process process;
    private final Path errors;
    private final List<String> said = new CopyOnWriteArrayList<>();

    private StandInServiceManager(Process process, Path errors) {
        this.process = process;
        this.errors = errors;
        Thread.ofVirtual().start(this::listen);
    }

    static StandInServiceManager start(Path units, Path errors, Duration watchdog) throws IOException {
        assumePython();
        Path script = Distribution.checkout().resolve("distribution/itest/src/test/resources/service-manager.py");
        return new StandInServiceManager(new ProcessBuilder("python3", script.toString(), units.toString(), Long.toString(watchdog.toNanos() / 1_000))
                .redirectError(errors.toFile()).start(), errors);
    }

    private static void assumePython() {
        boolean there = Stream.of(System.getenv("PATH").split(":")).anyMatch(folder -> Files.isExecutable(Path.of(folder, "python3")));
        if ("true".equals(System.getenv("CI"))) {
            assertThat(there).as("python3 is on the PATH").isTrue();
        }
        assumeTrue(there, "python3 stands in for the service manager, and there is none");
    }

    /** Waits until the manager has said, after its first {@code after} lines, one that begins so; tells how many lines lie before the next. */
    int await(String beginning, int after) {
        int[] found = {-1};
        Await.until("the service manager says '" + beginning + "'", PATIENCE, () -> {
            for (int i = after; i < said.size(); i++) {
                if (said.get(i).startsWith(beginning)) {
                    found[0] = i + 1;
                    return true;
                }
            }
            return false;
        }, () -> "it said " + said + "; errors: " + errors());
        return found[0];
    }

    List<String> said() {
        return List.copyOf(said);
    }

    void terminateService() throws IOException {
        process.getOutputStream().write("term\n".getBytes(StandardCharsets.UTF_8));
        process.getOutputStream().flush();
    }

    long pid() {
        return process.pid();
    }

    private String errors() {
        try {
            return Files.readString(errors);
        } catch (IOException e) {
            return e.toString();
        }
    }

    private void listen() {
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                said.add(line);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        List<ProcessHandle> services = process.children().toList();
        process.getOutputStream().close();
        try {
            assertThat(process.waitFor(30, TimeUnit.SECONDS)).as("the service manager ends").isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            services.forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }
}
