package org.bourdon.client;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Optional;

/** The way to the daemon of a home: the one that runs, or one that is started now, once, however many ask at a time. */
final class DaemonDoor {

    private static final Duration TO_START = Duration.ofSeconds(60);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(15);
    private static final Duration UNTIL_SHOWN = Duration.ofMillis(300);

    private final Home home;
    private final DaemonStarter starter;
    private final Interruption interruption;
    private final Progress progress;
    private boolean started;

    DaemonDoor(Home home, DaemonStarter starter, Interruption interruption, Progress progress) {
        this.home = home;
        this.starter = starter;
        this.interruption = interruption;
        this.progress = progress;
    }

    /** The daemon that runs; empty when none does. */
    Optional<Rpc> knock() throws ClientException {
        Connection connection;
        try {
            connection = Connection.open(home.socket());
        } catch (IOException _) {
            // No socket, or nobody behind it: no daemon runs, or not yet.
            return Optional.empty();
        }
        return Optional.of(Rpc.greeted(connection));
    }

    /** The daemon that runs, started if need be. */
    Rpc enter() throws ClientException {
        Optional<Rpc> running = knockWhileOneLeaves();
        return running.isPresent() ? running.get() : start();
    }

    boolean hasStarted() {
        return started;
    }

    /** A daemon that is just leaving still answers, with a refusal or a closed connection: then there is none. */
    private Optional<Rpc> knockWhileOneLeaves() throws ClientException {
        try {
            return knock();
        } catch (DaemonLeftException _) {
            return Optional.empty();
        }
    }

    private Rpc start() throws ClientException {
        home.socket();
        home.create();
        var deadline = Deadline.in(TO_START);
        var silence = Deadline.in(UNTIL_SHOWN);
        try (var file = FileChannel.open(home.startLock(), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            while (true) {
                try (FileLock lock = tryLock(file)) {
                    Optional<Rpc> running = knockWhileOneLeaves();
                    if (running.isPresent()) {
                        return running.get();
                    }
                    if (lock != null) {
                        return startAlone(deadline, silence);
                    }
                }
                pause(deadline, silence, "another client is starting the daemon and does not get done");
            }
        } catch (IOException e) {
            throw new ClientException(ExitCode.DAEMON_GONE, "cannot use " + home.startLock() + ": " + ClientException.reason(e), e);
        } finally {
            progress.clear();
        }
    }

    private static FileLock tryLock(FileChannel file) throws IOException {
        try {
            return file.tryLock();
        } catch (OverlappingFileLockException _) {
            return null;
        }
    }

    private Rpc startAlone(Deadline deadline, Deadline silence) throws ClientException {
        long logBefore = home.log().toFile().length();
        Process daemon = starter.start(home);
        started = true;
        while (true) {
            Optional<Rpc> running = knockWhileOneLeaves();
            if (running.isPresent()) {
                return running.get();
            }
            if (!daemon.isAlive() && !anotherOneIsComing(daemon.pid())) {
                throw new ClientException(ExitCode.DAEMON_GONE, "the daemon did not start: "
                        + StartFailure.reason(home, logBefore).orElse("it ended with code " + daemon.exitValue()) + " (log: " + home.path().resolve("log") + ")");
            }
            pause(deadline, silence, "the daemon does not come up (log: " + home.path().resolve("log") + ")");
        }
    }

    /** Whoever was interrupted while waiting for a daemon has left one behind that is still on its way: ours then gave way to it. */
    private boolean anotherOneIsComing(long ours) {
        try {
            long pid = Long.parseLong(Files.readString(home.pidFile()).strip());
            return pid != ours && Processes.isRunning(pid);
        } catch (IOException | NumberFormatException _) {
            return false;
        }
    }

    private void pause(Deadline deadline, Deadline silence, String failure) throws ClientException {
        if (deadline.passed()) {
            throw new ClientException(ExitCode.DAEMON_GONE, failure + "; gave up after " + TO_START.toSeconds() + " s");
        }
        if (silence.passed()) {
            progress.show("starting the daemon…");
        }
        interruption.pause(BETWEEN_LOOKS);
    }
}
