package org.bourdon.engine.worker;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

import org.bourdon.daemon.Folders;
import org.bourdon.engine.Engine;
import org.bourdon.engine.EngineSettings;

/** Engines in processes whose class path is the tests'. */
final class Workers {

    static final Timing TIMING = new Timing(Duration.ofSeconds(30), Duration.ofSeconds(30), Duration.ofSeconds(20), Duration.ofMillis(300),
            Duration.ofSeconds(2));
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private Workers() {
    }

    static WorkerEngine of(Engine engine, Path home, Timing timing, Map<String, String> settings, List<Path> nativeFolders) throws IOException {
        return of(engine, home, timing, settings, nativeFolders, Leash.find());
    }

    static WorkerEngine of(Engine engine, Path home, Timing timing, Map<String, String> settings, List<Path> nativeFolders, List<String> leash)
            throws IOException {
        List<Path> classPath = Arrays.stream(System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"))
                .split(File.pathSeparator)).map(Path::of).toList();
        Program program = new Program(engine.name(), new EngineSettings(new Folders(home, home), settings), classPath, nativeFolders, 24, leash);
        ChildStarter starter = new ChildStarter(engine.name(), () -> program, new Doors(home), timing, new ProcessLog(home.resolve("log/engine.log")));
        return new WorkerEngine(engine, starter, timing);
    }

    static void await(String what, BooleanSupplier fact) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!fact.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("not within " + PATIENCE.toSeconds() + " s: " + what);
            }
            LockSupport.parkNanos(2_000_000);
        }
    }

    /** Not even a zombie counts as alive, which an orphan may stay where the first process reaps none. */
    static boolean isAlive(long pid) {
        Path stat = Path.of("/proc", Long.toString(pid), "stat");
        try {
            return Files.exists(Path.of("/proc/self/stat")) ? !Files.readString(stat).replaceAll("^.*\\) ", "").startsWith("Z")
                    : ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false);
        } catch (IOException gone) {
            return false;
        }
    }
}
