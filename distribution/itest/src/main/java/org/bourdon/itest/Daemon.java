package org.bourdon.itest;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

import com.fasterxml.jackson.databind.JsonNode;

/** A real daemon in a process of its own, on a runtime folder of its own. */
public final class Daemon implements AutoCloseable {

    private static final Duration START = Duration.ofSeconds(60);
    private static final Duration STOP = Duration.ofSeconds(20);
    private static final int PAGE_BYTES = 4096;
    private static final long SLACK_BYTES = 1 << 20;

    private static final String HTTP = "BOURDON_HTTP";

    private final Home home;
    private final Process process;

    private Daemon(Home home, Process process) {
        this.home = home;
        this.process = process;
    }

    /**
     * Starts a daemon and waits until it greets.
     *
     * @param options further ones of its JVM, such as {@code -Dbourdon.idle.timeout.ms=1000}
     */
    public static Daemon start(Home home, String... options) throws IOException {
        Daemon daemon = launch(home, options);
        try {
            daemon.awaitGreeting();
        } catch (AssertionError e) {
            daemon.process.destroyForcibly();
            throw e;
        }
        return daemon;
    }

    /** Starts the process, and does not wait. */
    public static Daemon launch(Home home, String... options) throws IOException {
        return new Daemon(home, launcher(home, options).start());
    }

    /** The same, with an HTTP listener on a free port of the loopback; see {@link #http}. */
    public static Daemon launchWithHttp(Home home, String... options) throws IOException {
        ProcessBuilder builder = launcher(home, options);
        builder.environment().put(HTTP, "127.0.0.1:0");
        return new Daemon(home, builder.start());
    }

    /** The process as a client would start it, not started yet. */
    public static ProcessBuilder launcher(Home home, String... options) throws IOException {
        Path log = Files.createDirectories(home.folder().resolve("log")).resolve("start.log");
        ProcessBuilder builder = new ProcessBuilder(Distribution.assembled().daemonCommand(home.folder(), options))
                .directory(home.folder().toFile())
                .redirectInput(Path.of("/dev/null").toFile())
                .redirectOutput(log.toFile())
                .redirectErrorStream(true);
        builder.environment().put("BOURDON_HOME", home.folder().toString());
        builder.environment().put(HTTP, "off");
        builder.environment().put("MALLOC_ARENA_MAX", "2");
        builder.environment().put("OMP_WAIT_POLICY", "PASSIVE");
        builder.environment().put("ORT_DISABLE_TELEMETRY", "1");
        return builder;
    }

    public void awaitGreeting() {
        Await.until("the daemon greets", START, () -> {
            if (!process.isAlive()) {
                throw new IllegalStateException("the daemon left with exit code " + process.exitValue() + "\n" + home.log());
            }
            return greets();
        }, home::log);
    }

    private boolean greets() {
        try (NativeClient client = connect()) {
            return client.greeting().path("method").asText().equals("hello");
        } catch (IOException e) {
            return false;
        }
    }

    public NativeClient connect() throws IOException {
        return NativeClient.connect(home.socket());
    }

    public NativeClient connect(String idPrefix) throws IOException {
        return NativeClient.connect(home.socket(), idPrefix);
    }

    /** Where HTTP clients are served, such as {@code http://127.0.0.1:4711}. */
    public URI http() {
        AtomicReference<String> address = new AtomicReference<>();
        Await.until("HTTP clients are served", START, () -> {
            for (JsonNode listener : statusNow().path("listeners")) {
                if (listener.asText().startsWith("http:")) {
                    address.set(listener.asText());
                }
            }
            return address.get() != null;
        }, home::log);
        return URI.create(address.get());
    }

    private JsonNode statusNow() {
        try {
            return status();
        } catch (IOException | NativeError e) {
            throw new AssertionError("the daemon tells no status", e);
        }
    }

    public JsonNode status() throws IOException, NativeError {
        try (NativeClient client = connect()) {
            return client.status();
        }
    }

    public Home home() {
        return home;
    }

    public Process process() {
        return process;
    }

    public String log() {
        return home.log();
    }

    /** Resident memory in bytes, as the kernel counts it; Linux only. */
    public long residentBytes() throws IOException {
        String[] fields = Files.readString(Path.of("/proc", Long.toString(process.pid()), "statm")).split(" ");
        return Long.parseLong(fields[1]) * PAGE_BYTES;
    }

    /** Waits until resident memory has not fallen for {@code quiet}, which is longer than the daemon takes to give freed memory back. */
    public long awaitResidentAtRest(Duration quiet, Duration patience) throws IOException {
        long[] least = {residentBytes()};
        long[] since = {System.nanoTime()};
        Await.until("resident memory stops falling", patience, () -> {
            long now = residentBytes();
            if (now < least[0] - SLACK_BYTES) {
                least[0] = now;
                since[0] = System.nanoTime();
            }
            return System.nanoTime() - since[0] > quiet.toNanos();
        });
        return residentBytes();
    }

    /** Kills the process as the system does when memory is short. */
    public void kill() throws InterruptedException {
        process.destroyForcibly();
        if (!process.waitFor(10, TimeUnit.SECONDS)) {
            throw new AssertionError("pid " + process.pid() + " survived SIGKILL");
        }
    }

    /** Asks it to leave, waits until it has, and checks that it left nothing. */
    public void stop() throws IOException, NativeError {
        try (NativeClient client = connect()) {
            client.call("shutdown", NativeClient.params());
        }
        awaitGone();
    }

    /** Waits until process, socket and pid file are gone. */
    public void awaitGone() {
        Await.until("the daemon is gone", STOP, () -> !process.isAlive(), home::log);
        List<Path> left = List.of(home.socket(), home.pidFile()).stream().filter(Files::exists).toList();
        if (!left.isEmpty()) {
            throw new AssertionError("the daemon left " + left + " behind\n" + home.log());
        }
        List<Long> children = process.descendants().map(ProcessHandle::pid).toList();
        if (!children.isEmpty()) {
            throw new AssertionError("the daemon left processes behind: " + children);
        }
    }

    /** The end of a test, whatever happened in it: nothing of this daemon stays. */
    @Override
    public void close() throws IOException {
        try {
            if (process.isAlive()) {
                stop();
            }
        } catch (NativeError e) {
            throw new IOException("shutdown was refused: " + e, e);
        } finally {
            process.destroyForcibly();
        }
    }
}
