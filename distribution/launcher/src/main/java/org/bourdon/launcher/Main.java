package org.bourdon.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts the daemon and stays until it leaves. Takes its folders from system properties, see {@link Settings}. */
public final class Main {

    /** The daemon left as asked. */
    static final int LEFT = 0;
    /** It could not start; the reason is on standard error and in the log. */
    static final int CANNOT_START = 1;
    /** It did not manage to stop in time. */
    static final int HALTED = 70;
    /** Another daemon serves this runtime folder. */
    static final int ALREADY_RUNNING = 75;

    /** How the daemon's core names its threads. */
    private static final String LANE = "lane-";
    private static final String LOST_LANE = "lost-lane-";

    private static final Duration TO_LEAVE = Duration.ofSeconds(10);
    private static final Duration STOP_GRACE = Duration.ofSeconds(20);

    private Main() {
    }

    public static void main(String[] arguments) {
        Thread.currentThread().setName("bourdon-main");
        leaveRoomForTheLanes();
        Signals.detach();
        int code;
        try {
            Settings settings = Settings.ofSystemProperties();
            code = runAlone(settings);
        } catch (IOException | IllegalArgumentException e) {
            code = complain(CANNOT_START, e.getMessage() == null ? e.toString() : e.getMessage());
        }
        if (isInsideNatives()) {
            // A shutdown hook of the library would free under that thread's feet what it works with, and crash.
            Logging.end();
            Runtime.getRuntime().halt(code);
        }
        System.exit(code);
    }

    /** Whether a lane has never come back from native code; all others have ended with the container. */
    private static boolean isInsideNatives() {
        return Thread.getAllStackTraces().keySet().stream().anyMatch(thread -> thread.getName().startsWith(LOST_LANE) || thread.getName().startsWith(LANE));
    }

    /** Connections and text take half of the processors at most, and wake no more threads than that: the lanes have the others. */
    private static void leaveRoomForTheLanes() {
        int half = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
        System.setProperty("jdk.virtualThreadScheduler.parallelism", Integer.toString(half));
    }

    private static int runAlone(Settings settings) throws IOException {
        Optional<InstanceLock> lock = lock(settings);
        if (lock.isEmpty()) {
            return complain(ALREADY_RUNNING, "another daemon is running in " + settings.home().root());
        }
        try (InstanceLock _ = lock.get()) {
            int code;
            try (PidFile _ = PidFile.write(settings.home().pid(), ProcessHandle.current().pid())) {
                code = run(settings);
            }
            if (settings.scope().isPresent() && code == LEFT) {
                Logging.end();
                settings.home().remove();
            }
            return code;
        }
    }

    /** One that is leaving holds the lock a little longer than its socket. */
    private static Optional<InstanceLock> lock(Settings settings) throws IOException {
        long deadline = System.nanoTime() + TO_LEAVE.toNanos();
        while (true) {
            settings.home().prepare();
            Optional<InstanceLock> lock = InstanceLock.acquire(settings.home().lock());
            // A service manager keeps the socket there, whoever runs.
            boolean served = Files.exists(settings.home().socket()) && !ServiceManager.startedUs();
            if (lock.isPresent() || served || System.nanoTime() > deadline) {
                return lock;
            }
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
        }
    }

    private static int run(Settings settings) {
        Logging.catchLibraries();
        Logger log = LoggerFactory.getLogger(Main.class);
        log.info("Bourdon {} starts, process {}, home {}", settings.version(), ProcessHandle.current().pid(), settings.home().root());
        Container container = new Container(settings);
        Signals.onTerminate(container::stop);
        Thread.ofPlatform().name("bourdon-deadline").daemon().start(() -> haltWhenStuck(container, log));
        try {
            boot(container, settings, log);
            container.awaitStop();
            log.info("Bourdon leaves");
            return LEFT;
        } catch (BootException e) {
            log.error("Cannot start: {}", e.getMessage());
            return complain(CANNOT_START, e.getMessage());
        } catch (InterruptedException e) {
            log.error("Interrupted, leaving", e);
            return CANNOT_START;
        }
    }

    private static void boot(Container container, Settings settings, Logger log) throws BootException, InterruptedException {
        long begin = System.nanoTime();
        try {
            container.boot();
        } catch (BootException e) {
            container.stop();
            container.awaitStop();
            throw e;
        }
        log.info("Started in {} ms", (System.nanoTime() - begin) / 1_000_000);
        if (ServiceManager.startedUs()) {
            ServiceManager.attend(Optional.ofNullable(container.context()), settings.home(), System.getenv());
        } else {
            boolean own = OwnSession.enter();
            log.debug("Own session: {}", own);
        }
        Signals.onInterrupt(container::stop);
    }

    private static void haltWhenStuck(Container container, Logger log) {
        try {
            if (!container.stopsWithin(STOP_GRACE)) {
                log.error("Not stopped within {} s, leaving by force", STOP_GRACE.toSeconds());
                Runtime.getRuntime().halt(HALTED);
            }
        } catch (InterruptedException e) {
            log.warn("The watch over the stop was interrupted");
        }
    }

    /** Where the starter looks: its log of our standard error. */
    private static int complain(int code, String reason) {
        System.err.println("bourdon: " + reason);
        return code;
    }
}
