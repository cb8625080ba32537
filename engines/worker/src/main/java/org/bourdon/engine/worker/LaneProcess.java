package org.bourdon.engine.worker;

import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

import org.bourdon.engine.Device;
import org.bourdon.engine.EngineProcess;
import org.bourdon.engine.ModelSource;
import org.bourdon.engine.Signature;
import org.bourdon.engine.StopSignal;
import org.bourdon.error.BourdonException;
import org.bourdon.error.ErrorCode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The process that works for one lane, and the next one when it dies: a new one is started at once, ahead of the next request, and has
 * the lane's models opened in it before the lane may use it.
 */
final class LaneProcess {

    private static final Logger log = LoggerFactory.getLogger(LaneProcess.class);

    /** What there is to work with. */
    private sealed interface State {

        /** None, and none on its way. */
        record Absent(String why) implements State {
        }

        record Starting() implements State {
        }

        record Ready(EngineChild child) implements State {
        }

        /** For good. */
        record Ended() implements State {
        }
    }

    /** What a model is opened from, in this process and the next. */
    private record Opened(ModelSource source, Device device, Signature signature) {
    }

    private final String engine;
    private final Thread lane;
    private final ChildStarter starter;
    private final Duration patience;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Map<Integer, Opened> models = new LinkedHashMap<>();
    /** Why models of the present process could not be opened again. */
    private final Map<Integer, String> unusable = new HashMap<>();
    private final Backoff backoff = new Backoff();
    private State state = new State.Absent("none has been started");
    private int starts;
    private int modelNumbers;
    private long usedNanos = System.nanoTime();

    /** @param patience for a start with all its models */
    LaneProcess(String engine, Thread lane, ChildStarter starter, Duration patience) {
        this.engine = engine;
        this.lane = lane;
        this.starter = starter;
        this.patience = patience;
    }

    Thread lane() {
        return lane;
    }

    Optional<EngineProcess> status() {
        lock.lock();
        try {
            return state instanceof State.Ready(var child)
                    ? Optional.of(new EngineProcess(lane.getName(), child.pid(), Math.max(0, starts - 1), child.uptime())) : Optional.empty();
        } finally {
            lock.unlock();
        }
    }

    /** A process with all the lane's models open; waits for one that is being started. On the lane. */
    EngineChild acquire(StopSignal stop) throws BourdonException {
        try (StopSignal.Registration _ = stop.onStop(this::wake)) {
            EngineChild child = await(stop);
            child.closeAllBut(numbers());
            return child;
        } catch (ProcessLostException e) {
            throw failed(e.getMessage());
        }
    }

    private EngineChild await(StopSignal stop) throws BourdonException {
        long left = patience.toNanos();
        boolean begun = false;
        lock.lock();
        try {
            usedNanos = System.nanoTime();
            while (true) {
                if (stop.isStopped()) {
                    throw new BourdonException(ErrorCode.CANCELLED, "stopped while the engine '" + engine + "' was being started again");
                }
                switch (state) {
                    case State.Ready(var child) when child.isAlive() -> {
                        return child;
                    }
                    case State.Ready(var child) -> gone(child, "the engine process " + child.pid() + " died while idle");
                    case State.Starting() -> {
                        left = changed.awaitNanos(left);
                        if (left <= 0) {
                            throw failed("the engine's process was not there within " + patience.toMillis() + " ms");
                        }
                    }
                    case State.Absent(var why) -> {
                        if (begun) {
                            throw failed(why);
                        }
                        if (backoff.left().isPositive()) {
                            throw failed("%s; that was failure %d in a row, the next try is in %d ms".formatted(why, backoff.failures(),
                                    backoff.left().toMillis() + 1));
                        }
                        begun = true;
                        begin();
                    }
                    case State.Ended() -> throw failed("the engine has stopped");
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failed("interrupted while the engine's process was being started");
        } finally {
            lock.unlock();
        }
    }

    private void wake() {
        lock.lock();
        try {
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private Set<Integer> numbers() {
        lock.lock();
        try {
            return Set.copyOf(models.keySet());
        } finally {
            lock.unlock();
        }
    }

    int nextNumber() {
        return ++modelNumbers;
    }

    /** From now on the model is opened in every process that follows. On the lane. */
    void opened(int number, ModelSource source, Device device, Signature signature) {
        lock.lock();
        try {
            models.put(number, new Opened(source, device, signature));
        } finally {
            lock.unlock();
        }
    }

    /** @throws BourdonException ENGINE_FAILED when the model could not be opened again after its process had died */
    void demandUsable(int number) throws BourdonException {
        lock.lock();
        try {
            if (unusable.containsKey(number)) {
                throw failed(unusable.get(number));
            }
        } finally {
            lock.unlock();
        }
    }

    /** Closes a model in the process there is, if there is one. The last model's end is the process's. On the lane. */
    void close(int number) {
        Optional<EngineChild> child = Optional.empty();
        boolean last;
        lock.lock();
        try {
            models.remove(number);
            last = models.isEmpty();
            if (state instanceof State.Ready(var ready)) {
                child = Optional.of(ready);
            }
        } finally {
            lock.unlock();
        }
        if (last) {
            end();
        } else if (child.isPresent()) {
            try {
                child.get().closeAllBut(numbers());
            } catch (ProcessLostException e) {
                lost(child.get(), e.getMessage());
            } catch (BourdonException e) {
                log.warn("the engine {} could not close a model: {}", engine, e.getMessage());
            }
        }
    }

    boolean isUnused() {
        lock.lock();
        try {
            return models.isEmpty();
        } finally {
            lock.unlock();
        }
    }

    boolean isUnusedSince(Duration time) {
        lock.lock();
        try {
            return models.isEmpty() && System.nanoTime() - usedNanos > time.toNanos();
        } finally {
            lock.unlock();
        }
    }

    /** The process is of no use any more. The next one is started at once, unless that has failed too often. On any thread. */
    void lost(EngineChild child, String why) {
        lock.lock();
        try {
            gone(child, why);
        } finally {
            lock.unlock();
        }
    }

    private void gone(EngineChild child, String why) {
        if (!(state instanceof State.Ready(var current)) || current != child) {
            return;
        }
        if (!child.wasKilled()) {
            backoff.failed(child.hasWorked());
        }
        log.warn("{}: {}", lane.getName(), why);
        state = new State.Absent(why);
        if (!models.isEmpty() && backoff.ahead()) {
            begin();
        }
        changed.signalAll();
    }

    private void begin() {
        state = new State.Starting();
        starts++;
        Map<Integer, Opened> toOpen = new LinkedHashMap<>(models);
        Thread.ofPlatform().name("worker-start-" + lane.getName()).daemon().start(() -> start(toOpen));
    }

    private void start(Map<Integer, Opened> toOpen) {
        State result;
        Map<Integer, String> problems = new HashMap<>();
        try {
            EngineChild child = starter.start();
            for (Map.Entry<Integer, Opened> entry : toOpen.entrySet()) {
                try {
                    reopen(child, entry.getKey(), entry.getValue());
                } catch (BourdonException e) {
                    problems.put(entry.getKey(), e.getMessage());
                }
            }
            result = new State.Ready(child);
        } catch (ProcessLostException | BourdonException e) {
            result = new State.Absent(e.getMessage());
        } catch (RuntimeException | Error e) {
            log.error("{}: a process for the engine {} could not be started", lane.getName(), engine, e);
            result = new State.Absent("the engine's process could not be started: " + e);
        }
        finish(result, problems);
    }

    private void finish(State result, Map<Integer, String> problems) {
        Optional<EngineChild> needless = Optional.empty();
        lock.lock();
        try {
            if (!(state instanceof State.Starting)) {
                needless = result instanceof State.Ready(var child) ? Optional.of(child) : Optional.empty();
            } else {
                state = result;
                unusable.clear();
                unusable.putAll(problems);
                problems.values().forEach(problem -> log.warn("{}: {}", lane.getName(), problem));
                if (result instanceof State.Ready(var child)) {
                    child.process().onExit().thenRunAsync(() -> lost(child, child.obituary()), Thread.ofVirtual().name("worker-watch")::start);
                } else if (result instanceof State.Absent(var why)) {
                    backoff.failed(false);
                    log.warn("{}: {}", lane.getName(), why);
                }
                changed.signalAll();
            }
        } finally {
            lock.unlock();
        }
        needless.ifPresent(EngineChild::end);
    }

    private static void reopen(EngineChild child, int number, Opened model) throws ProcessLostException, BourdonException {
        Signature signature = child.open(number, model.source(), model.device());
        if (!signature.equals(model.signature())) {
            throw new BourdonException(ErrorCode.ENGINE_FAILED, model.source().name() + " has changed on disk and cannot be opened as what it was");
        }
    }

    /** Ends the process and starts no other. */
    void end() {
        Optional<EngineChild> child = Optional.empty();
        lock.lock();
        try {
            if (state instanceof State.Ready(var ready)) {
                child = Optional.of(ready);
            }
            state = new State.Ended();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        child.ifPresent(EngineChild::end);
    }

    private BourdonException failed(String why) {
        return new BourdonException(ErrorCode.ENGINE_FAILED, "the engine '" + engine + "' cannot work: " + why);
    }
}
