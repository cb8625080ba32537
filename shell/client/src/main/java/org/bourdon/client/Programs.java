package org.bourdon.client;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Programs of the system. */
public final class Programs {

    private static final int LONGEST_OUTPUT = 1 << 18;

    private Programs() {
    }

    /** What a program that has ended left, standard output and error in one. */
    public record Ran(int code, String output) {

    public boolean succeeded() {
            return code == 0;
        }

        /** What it says for a person, in a line. */
    public     String reason() {
            return output.lines().map(String::strip).filter(line -> !line.isEmpty()).findFirst().orElse("exit code " + code);
        }
    }

    /** Looks through {@code PATH}. */
    public static Optional<Path> find(String program, Map<String, String> variables) {
        for (String folder : variables.getOrDefault("PATH", "").split(":")) {
            if (folder.startsWith("/")) {
                Path candidate = Path.of(folder, program);
                if (Files.isExecutable(candidate) && !Files.isDirectory(candidate)) {
                    return Optional.of(candidate);
                }
            }
        }
        return Optional.empty();
    }

    /**
     * Runs a program that neither asks nor stays.
     *
     * @param patience after it the program is killed
     * @throws IOException when it cannot be started, or has not ended in time
     */
    public static Ran run(List<String> command, Duration patience) throws IOException {
        var deadline = Deadline.in(patience);
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        try {
            process.getOutputStream().close();
            CompletableFuture<String> output = gather(process.getInputStream());
            if (process.waitFor(deadline.left().toMillis(), TimeUnit.MILLISECONDS)) {
                return new Ran(process.exitValue(), output.get(deadline.left().toMillis() + 100, TimeUnit.MILLISECONDS));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } catch (ExecutionException e) {
            throw new IOException("its output cannot be read", e.getCause());
        } catch (TimeoutException _) {
            // It has ended and left something behind that holds its output open.
        } finally {
            process.destroyForcibly();
        }
        throw new IOException("no answer within " + patience.toSeconds() + " s");
    }

    private static CompletableFuture<String> gather(InputStream stream) {
        var all = new CompletableFuture<String>();
        Thread.ofVirtual().start(() -> {
            try (stream) {
                all.complete(new String(stream.readNBytes(LONGEST_OUTPUT), StandardCharsets.UTF_8));
            } catch (IOException e) {
                all.completeExceptionally(new UncheckedIOException(e));
            }
        });
        return all;
    }
}
