package org.bourdon.itest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Programs in {@code src/test/node}, run by the Node of this machine with the packages that its lock file names. */
final class Node {

    private static final Duration FETCHING = Duration.ofMinutes(3);
    private static final Path SOURCES = Path.of("src/test/node").toAbsolutePath();
    private static final Path FOLDER = Path.of("target/node").toAbsolutePath();
    private static final Path COMPLAINTS = FOLDER.resolveSibling("node-complaints.txt");
    private static boolean prepared;

    private Node() {
    }

    /** Skips the tests where there is no Node; fails them in CI. */
    static void assumeThere() {
        boolean there = Stream.of("node", "npm").allMatch(program ->
                Stream.of(System.getenv("PATH").split(":")).anyMatch(folder -> Files.isExecutable(Path.of(folder, program))));
        if ("true".equals(System.getenv("CI"))) {
            assertThat(there).as("node and npm are on the PATH").isTrue();
        }
        assumeTrue(there, "there is no node and npm on this machine");
    }

    /**
     * Starts a program; its complaints go to a file. No stream is shared with the tests: Node makes what it is given
     * non-blocking, for everyone who holds it.
     */
    static Process start(String program, String... arguments) throws IOException, InterruptedException {
        prepare();
        List<String> command = new ArrayList<>(List.of("node", program));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command).directory(FOLDER.toFile()).redirectError(ProcessBuilder.Redirect.appendTo(COMPLAINTS.toFile())).start();
    }

    /** Runs a program to its end, and gives what it printed. */
    static String run(Duration patience, String program, String... arguments) throws IOException, InterruptedException {
        Process process = start(program, arguments);
        try {
            process.getOutputStream().close();
            Thread watch = Thread.ofVirtual().start(() -> {
                if (!endsWithin(process, patience)) {
                    process.destroyForcibly();
                }
            });
            String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            watch.join();
            assertThat(process.waitFor()).as("exit code of %s within %s; it printed: %s; it complained in %s", program, patience, printed, COMPLAINTS).isZero();
            return printed;
        } finally {
            process.destroyForcibly();
        }
    }

    private static boolean endsWithin(Process process, Duration patience) {
        try {
            return process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            return false;
        }
    }

    private static synchronized void prepare() throws IOException, InterruptedException {
        if (prepared) {
            return;
        }
        Files.createDirectories(FOLDER);
        // Other tests run beside these in a process of their own.
        try (FileChannel channel = FileChannel.open(FOLDER.resolveSibling("node.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock _ = channel.lock()) {
            fetch();
        }
        prepared = true;
    }

    private static void fetch() throws IOException, InterruptedException {
        Path fetched = FOLDER.resolve("node_modules/.package-lock.json");
        Path lock = FOLDER.resolve("package-lock.json");
        boolean same = Files.exists(fetched) && Files.exists(lock) && Files.mismatch(lock, SOURCES.resolve("package-lock.json")) < 0;
        try (Stream<Path> sources = Files.list(SOURCES)) {
            for (Path source : sources.filter(Files::isRegularFile).toList()) {
                Files.copy(source, FOLDER.resolve(source.getFileName()), StandardCopyOption.REPLACE_EXISTING);
            }
        }
        if (!same) {
            Programs.run(FETCHING, FOLDER, "npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund");
        }
    }
}
