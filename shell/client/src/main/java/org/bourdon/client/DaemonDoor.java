package org.bourdon.client;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Optional;

/** The way to the daemon of a home: the one that runs, or one that is started now, once, however many ask at a time. */
public final class DaemonDoor {

    /** What the daemon's process ends with when it finds another one in its home. */
    private static final int GAVE_WAY = 75;
    private static final Duration TO_ANSWER = Duration.ofSeconds(10);
    private static final Duration TO_START = Duration.ofSeconds(60);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(15);
    private static final Duration BETWEEN_STARTS = Duration.ofMillis(200);
    private static final Duration UNTIL_SHOWN = Duration.ofMillis(300);

    /** Says how long a daemon that has to be started is to live. */
    @FunctionalInterface
    private interface Wish {
        Lifetime lifetime() throws ClientException;
    }

    private final Home home;
    private final Surroundings here;
    private final Progress progress;
    private boolean started;

    DaemonDoor(Surroundings here) {
        this.home = here.home();
        this.here = here;
        this.progress = here.progress();
    }

    /** @param patience how long it may take to answer, twice */
    private Optional<Rpc> knock(Duration patience) throws ClientException {
        Connection connection;
        try {
            connection = Connection.open(home.socket(), patience);
        } catch (IOException _) {
            // No socket, or nobody behind it: no daemon runs, or not yet.
            return Optional.empty();
        }
        return Optional.of(Rpc.greeted(connection, patience));
    }

    /** The daemon that runs, for those who only want to know: where a service manager keeps the socket, a mere call would start one. */
    public Optional<Rpc> look(Duration patience) throws ClientException {
        home.socket();
        return new KeptSocket(here).startsDaemon() ? Optional.empty() : knock(patience);
    }

    /** The daemon that runs; if none does, one that stays for as long as is usual for those that are started on demand. */
    public Rpc enter() throws ClientException {
        return enter(() -> Lifetime.onDemand(here.variables()));
    }

    /** @param lifetime of a daemon that has to be started; one that runs keeps its own */
    Rpc enter(Lifetime lifetime) throws ClientException {
        return enter(() -> lifetime);
    }

    private Rpc enter(Wish wish) throws ClientException {
        Optional<Rpc> running = knockWhileOneLeaves();
        return running.isPresent() ? running.get() : start(wish.lifetime());
    }

    boolean hasStarted() {
        return started;
    }

    /** A daemon that is just leaving still answers, with a refusal or a closed connection: then there is none. */
    private Optional<Rpc> knockWhileOneLeaves() throws ClientException {
        try {
            return new KeptSocket(here).startsDaemon() ? callServiceManager() : knock(TO_ANSWER);
        } catch (DaemonLeftException _) {
            return Optional.empty();
        }
    }

    private Optional<Rpc> callServiceManager() throws ClientException {
        progress.show("the service manager starts the daemon…");
        try {
            Optional<Rpc> daemon = knock(TO_START);
            started |= daemon.isPresent();
            return daemon;
        } finally {
            progress.clear();
        }
    }

    private Rpc start(Lifetime lifetime) throws ClientException {
        home.socket();
        var deadline = Deadline.in(TO_START);
        var silence = Deadline.in(UNTIL_SHOWN);
        try {
            while (true) {
                home.create();
                Optional<Rpc> daemon = startOnce(lifetime, deadline, silence);
                if (daemon.isPresent()) {
                    return daemon.get();
                }
                pause(deadline, silence, "the folder " + home.path() + " goes away time and again");
            }
        } finally {
            progress.clear();
        }
    }

    /** Empty when the folder went away meanwhile, with the daemon whose it was. */
    private Optional<Rpc> startOnce(Lifetime lifetime, Deadline deadline, Deadline silence) throws ClientException {
        Optional<StartLock> opened = Optional.empty();
        try {
            opened = StartLock.open(home.startLock());
            while (opened.isPresent()) {
                StartLock lock = opened.get();
                boolean ours = lock.take();
                Optional<Rpc> running = knockWhileOneLeaves();
                if (running.isPresent()) {
                    return running;
                }
                if (!lock.isInPlace()) {
                    return Optional.empty();
                }
                if (ours) {
                    return startAlone(lock, lifetime, deadline, silence);
                }
                pause(deadline, silence, "another client is starting the daemon and does not get done");
            }
            return Optional.empty();
        } catch (IOException e) {
            throw new ClientException(ExitCode.DAEMON_GONE, "cannot use " + home.startLock() + ": " + ClientException.reason(e), e);
        } finally {
            opened.ifPresent(StartLock::close);
        }
    }

    private Optional<Rpc> startAlone(StartLock lock, Lifetime lifetime, Deadline deadline, Deadline silence)
            throws ClientException, IOException {
        long logBefore = home.log().toFile().length();
        Process daemon;
        try {
            daemon = here.starter().start(home, lifetime);
        } catch (ClientException e) {
            if (lock.isInPlace()) {
                throw e;
            }
            return Optional.empty();
        }
        started = true;
        while (true) {
            Optional<Rpc> running = knockWhileOneLeaves();
            if (running.isPresent()) {
                return running;
            }
            if (!daemon.isAlive() && !anotherOneIsComing(daemon.pid())) {
                // What cannot be found in a folder that is being taken away is no failure of the start.
                if (daemon.exitValue() != GAVE_WAY && lock.isInPlace()) {
                    throw new ClientException(ExitCode.DAEMON_GONE, "the daemon did not start: " + StartFailure.reason(home, logBefore)
                            .orElse("it ended with code " + daemon.exitValue()) + " (log: " + home.path().resolve("log") + ")");
                }
                // To one that was leaving, and now has left.
                here.interruption().pause(BETWEEN_STARTS);
                return Optional.empty();
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
        here.interruption().pause(BETWEEN_LOOKS);
    }
}
