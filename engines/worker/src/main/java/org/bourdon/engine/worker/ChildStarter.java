package org.bourdon.engine.worker;

import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;

import org.bourdon.error.BourdonException;
import org.bourdon.error.ErrorCode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts the processes of one engine and looks at the time for all of them. Its one thread lives as long as the engine: Linux ties a
 * child's life to that of the thread which started it, and no lane's thread lives long enough.
 */
final class ChildStarter implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(ChildStarter.class);
    private static final Duration LOOK_EVERY = Duration.ofMillis(50);
    private static final int MOST_AT_A_TIME = 64;

    private final Callable<Program> preparation;
    private final Doors doors;
    private final Timing timing;
    private final ProcessLog processLog;
    private final ScheduledExecutorService thread;
    private final Set<EngineChild> children = ConcurrentHashMap.newKeySet();
    /** Those that have not come yet. */
    private final Set<Process> coming = ConcurrentHashMap.newKeySet();
    private final Semaphore starts = new Semaphore(MOST_AT_A_TIME);
    private volatile boolean closed;

    /** @param preparation makes what is to be run, before the first process */
    ChildStarter(String engine, Callable<Program> preparation, Doors doors, Timing timing, ProcessLog processLog) {
        this.preparation = preparation;
        this.doors = doors;
        this.timing = timing;
        this.processLog = processLog;
        this.thread = Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().name("worker-" + engine).daemon().factory());
        thread.scheduleWithFixedDelay(() -> children.forEach(EngineChild::lookAtTheTime), LOOK_EVERY.toMillis(), LOOK_EVERY.toMillis(),
                TimeUnit.MILLISECONDS);
    }

    /** Starts a process and makes its engine there. Takes some tenths of a second, and never longer than a start may. */
    EngineChild start() throws ProcessLostException, BourdonException {
        if (closed || !starts.tryAcquire()) {
            throw new BourdonException(ErrorCode.ENGINE_FAILED, closed ? "the engine has stopped" : "too many processes are being started");
        }
        try {
            return begin();
        } finally {
            starts.release();
        }
    }

    private EngineChild begin() throws ProcessLostException, BourdonException {
        long begin = System.nanoTime();
        Program program = program();
        EngineChild child = connect(program);
        children.add(child);
        if (closed) {
            child.kill("came when the engine had stopped");
        }
        child.process().onExit().thenRun(() -> children.remove(child));
        try {
            child.start(program.engine(), program.settings());
        } catch (BourdonException e) {
            child.end();
            throw e;
        }
        log.info("engine {} runs in process {}, started in {} ms", program.engine(), child.pid(), (System.nanoTime() - begin) / 1_000_000);
        return child;
    }

    private Program program() throws BourdonException {
        try {
            return preparation.call();
        } catch (Exception e) {
            throw new BourdonException(ErrorCode.ENGINE_FAILED, "the engine's process cannot be prepared: " + e, e);
        }
    }

    private EngineChild connect(Program program) throws ProcessLostException {
        try (Door door = doors.open()) {
            Process process = onThread(() -> program.process(door.socket()).start());
            coming.add(process);
            ProcessOutput output = ProcessOutput.of(process, processLog);
            AtomicBoolean come = new AtomicBoolean();
            // Whether it dies or only takes too long before it has come, nobody waits for it any longer.
            process.onExit().orTimeout(timing.start().toMillis(), TimeUnit.MILLISECONDS).whenComplete((ended, late) -> {
                shut(door);
                if (!come.get()) {
                    process.destroyForcibly();
                }
            });
            if (closed) {
                process.destroyForcibly();
            }
            try {
                EngineChild child = EngineChild.connected(process, output, door, timing);
                come.set(true);
                return child;
            } catch (IOException e) {
                process.destroyForcibly();
                process.waitFor(timing.end().toMillis(), TimeUnit.MILLISECONDS);
                String words = output.crash(timing.stopGrace()).orElse(output.last());
                throw new ProcessLostException("the engine process " + process.pid() + " did not come up: " + (words.isBlank() ? e.toString() : words),
                        false, e);
            } finally {
                coming.remove(process);
            }
        } catch (IOException | ExecutionException | TimeoutException e) {
            Throwable cause = e instanceof ExecutionException ? e.getCause() : e;
            throw new ProcessLostException("no process could be started for the engine: " + cause, false, cause);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ProcessLostException("no process was started for the engine: interrupted", false, e);
        }
    }

    private static void shut(Door door) {
        try {
            door.close();
        } catch (IOException e) {
            log.warn("{} could not be removed: {}", door.socket(), e.toString());
        }
    }

    private Process onThread(Callable<Process> start) throws InterruptedException, ExecutionException, TimeoutException {
        return thread.submit(start).get(timing.start().toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Ends what still runs, and what is on its way to. */
    @Override
    public void close() {
        closed = true;
        coming.forEach(Process::destroyForcibly);
        children.forEach(child -> child.kill("was not ended by its lane"));
        children.forEach(EngineChild::end);
        try {
            if (!starts.tryAcquire(MOST_AT_A_TIME, 2 * timing.end().toMillis(), TimeUnit.MILLISECONDS)) {
                log.warn("a process of the engine is still being started, and ends with this thread");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        thread.shutdownNow();
    }
}
