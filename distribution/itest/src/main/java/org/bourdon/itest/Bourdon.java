package org.bourdon.itest;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** The {@code bourdon} command, run as a person would. */
public final class Bourdon {

    private final Home home;
    private final Path folder;
    private final Duration patience;
    private final Map<String, String> variables = new HashMap<>();

    /**
     * @param home   the runtime folder it is to use
     * @param folder the current folder of its processes
     */
    public Bourdon(Home home, Path folder) {
        this(home, folder, Duration.ofSeconds(90));
    }

    /** @param patience how long a command may take */
    public Bourdon(Home home, Path folder, Duration patience) {
        this.home = home;
        this.folder = folder;
        this.patience = patience;
    }

    /** Sets a variable in the environment of the commands to come. */
    public Bourdon with(String variable, String value) {
        variables.put(variable, value);
        return this;
    }

    /** What a finished command left. */
    public record Result(List<String> command, int exit, byte[] out, String err, Duration took) {

        public String text() {
            return new String(out, StandardCharsets.UTF_8);
        }

        @Override
        public String toString() {
            return String.join(" ", command) + "\nexit " + exit + " after " + took.toMillis() + " ms\nstdout: "
                    + (out.length > 2_000 ? out.length + " bytes" : text()) + "\nstderr: " + err;
        }
    }

    public Result run(String... arguments) throws IOException {
        return runWith(new byte[0], arguments);
    }

    /** @param input what it finds on its standard input */
    public Result runWith(byte[] input, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(script().toString()));
        command.addAll(List.of(arguments));
        return finish(command, input, ProcessBuilder.Redirect.PIPE);
    }

    /** @param out where its standard output goes */
    public Result runTo(File out, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(script().toString()));
        command.addAll(List.of(arguments));
        return finish(command, new byte[0], ProcessBuilder.Redirect.to(out));
    }

    /** Runs a line of shell with {@code ./bourdon} and {@code bourdon} meaning the real one. */
    public Result shell(String line) throws IOException {
        String bourdon = script().toString();
        String real = line.replaceAll("(?<![\\w/.-])(\\./)?bourdon(?=\\s|$)", bourdon);
        return finish(List.of("bash", "-euo", "pipefail", "-c", real), new byte[0], ProcessBuilder.Redirect.PIPE);
    }

    /** Stops the daemon that these commands started, and checks that nothing of it is left. Whatever happens, it is not running afterwards. */
    public void stopDaemon() throws IOException {
        ProcessHandle daemon;
        try (NativeClient client = NativeClient.connect(home.socket())) {
            daemon = ProcessHandle.of(client.daemonPid()).orElseThrow();
        }
        try {
            Result stopped = run("daemon", "stop");
            if (stopped.exit() != 0) {
                throw new AssertionError(stopped.toString());
            }
            Await.until("daemon, socket and pid file are gone", Duration.ofSeconds(20),
                    () -> !daemon.isAlive() && !Files.exists(home.socket()) && !Files.exists(home.pidFile()), home::log);
        } finally {
            daemon.destroyForcibly();
        }
    }

    public static Path script() {
        return Distribution.checkout().resolve("bourdon");
    }

    private Result finish(List<String> command, byte[] input, ProcessBuilder.Redirect out) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile()).redirectOutput(out);
        builder.environment().put("BOURDON_HOME", home.folder().toString());
        builder.environment().put("BOURDON_JAVA_HOME", System.getProperty("java.home"));
        // The cache that makes the next start faster is made in the background, and would be in the way of a home that is about to go.
        builder.environment().put("BOURDON_AOT", "off");
        builder.environment().putAll(variables);
        long begin = System.nanoTime();
        Process process = builder.start();
        CompletableFuture<byte[]> output = gather(process.getInputStream());
        CompletableFuture<byte[]> errors = gather(process.getErrorStream());
        try {
            try (var stdin = process.getOutputStream()) {
                stdin.write(input);
            } catch (IOException e) {
                // A command that does not read its input, or has left already, is judged by its exit code below.
                if (process.isAlive() && input.length == 0) {
                    throw e;
                }
            }
            if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new AssertionError(command + " did not end within " + patience);
            }
            Duration took = Duration.ofNanos(System.nanoTime() - begin);
            return new Result(command, process.exitValue(), output.get(10, TimeUnit.SECONDS),
                    new String(errors.get(10, TimeUnit.SECONDS), StandardCharsets.UTF_8), took);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } catch (java.util.concurrent.ExecutionException | java.util.concurrent.TimeoutException e) {
            throw new AssertionError(command + " has left, but somebody still holds its output open: a daemon that inherited a pipe?", e);
        } finally {
            process.destroyForcibly();
        }
    }

    private static CompletableFuture<byte[]> gather(java.io.InputStream stream) {
        CompletableFuture<byte[]> all = new CompletableFuture<>();
        Thread.ofVirtual().start(() -> {
            try (stream) {
                all.complete(stream.readAllBytes());
            } catch (IOException e) {
                all.completeExceptionally(new UncheckedIOException(e));
            }
        });
        return all;
    }
}
