package org.bourdon.client;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Who lives in a home, as far as its files tell without asking anybody. */
public final class Resident {

    /** Clocks that tell when a process began are this rough. */
    private static final Duration CLOCKS = Duration.ofSeconds(2);

    private final Home home;

    Resident(Home home) {
        this.home = home;
    }

    /** The process that the pid file names, if it runs and can have written that file: a number that was given to another one since cannot. */
    Optional<ProcessHandle> process() {
        try {
            long pid = Long.parseLong(Files.readString(home.pidFile()).strip());
            Instant written = Files.getLastModifiedTime(home.pidFile()).toInstant();
            return ProcessHandle.of(pid).filter(process -> Processes.isRunning(pid))
                    .filter(process -> process.info().startInstant().map(start -> start.isBefore(written.plus(CLOCKS))).orElse(true));
        } catch (IOException | NumberFormatException _) {
            return Optional.empty();
        }
    }

    /** Whether a daemon that is not there any more has left its socket or its pid file. */
    boolean hasLeftTraces() throws ClientException {
        return Files.exists(home.pidFile()) || Files.exists(home.socket()) && !isListenedTo();
    }

    /** Removes the traces, unless a daemon lives here: then they are its own. */
    void removeTraces() throws ClientException {
        if (!hasLeftTraces()) {
            return;
        }
        try (var file = FileChannel.open(home.lock(), StandardOpenOption.WRITE); FileLock lock = tryLock(file)) {
            if (lock != null) {
                if (!isListenedTo()) {
                    Files.deleteIfExists(home.socket());
                }
                Files.deleteIfExists(home.pidFile());
            }
        } catch (IOException e) {
            // The next daemon does the same; what counts is that nobody took away a living one's.
            if (Files.exists(home.lock())) {
                throw new ClientException(ExitCode.DAEMON_FAILED, "cannot remove what the daemon left in " + home.path() + ": " + ClientException.reason(e), e);
            }
        }
    }

    /** Whether a daemon lives here, be it deaf. */
    boolean holdsLock() {
        try (var file = FileChannel.open(home.lock(), StandardOpenOption.WRITE); FileLock lock = tryLock(file)) {
            return lock == null;
        } catch (IOException _) {
            return false;
        }
    }

    private static FileLock tryLock(FileChannel file) throws IOException {
        try {
            return file.tryLock();
        } catch (OverlappingFileLockException _) {
            return null;
        }
    }

    /** A service manager may keep the socket of a daemon that it starts when somebody calls; found out without calling. */
    private boolean isListenedTo() throws ClientException {
        return new ListeningSockets().contains(home.socket());
    }
}
