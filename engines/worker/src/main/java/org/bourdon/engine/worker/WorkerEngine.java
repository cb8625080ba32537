package org.bourdon.engine.worker;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.bourdon.engine.Device;
import org.bourdon.engine.Engine;
import org.bourdon.engine.EngineProcess;
import org.bourdon.engine.IsolatedEngine;
import org.bourdon.engine.LoadedModel;
import org.bourdon.engine.ModelSource;
import org.bourdon.engine.Signature;
import org.bourdon.engine.StopSignal;
import org.bourdon.error.BourdonException;
import org.bourdon.error.ErrorCode;

/**
 * An engine whose models run in processes of their own: one for each thread that opens some, from its first model to its last. A crash
 * or a hang costs that thread's run at most, and closing a thread's last model gives back all memory that it took.
 */
final class WorkerEngine implements IsolatedEngine, AutoCloseable {

    private static final StopSignal NEVER = new StopSignal();
    private static final Duration LOOK_EVERY = Duration.ofSeconds(1);
    /** A thread without a model keeps its process for so long. */
    private static final Duration IDLE = Duration.ofSeconds(10);

    private final Engine engine;
    private final ChildStarter starter;
    private final Timing timing;
    private final Map<Thread, LaneProcess> lanes = new ConcurrentHashMap<>();
    private final CountDownLatch closed = new CountDownLatch(1);

    /** @param engine as it would run in the daemon; only asked what it is called and what it reads */
    WorkerEngine(Engine engine, ChildStarter starter, Timing timing) {
        this.engine = engine;
        this.starter = starter;
        this.timing = timing;
        Thread.ofVirtual().name("worker-caretaker-" + engine.name()).start(this::takeCare);
    }

    private void takeCare() {
        try {
            while (!closed.await(LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS)) {
                leaveTheIdle();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public String name() {
        return engine.name();
    }

    @Override
    public List<Device> devices() {
        return engine.devices();
    }

    /** Looked for in the lane's process, which then waits some seconds for a model. */
    @Override
    public Optional<String> probe(Device device) {
        LaneProcess lane = lane();
        try {
            EngineChild child = lane.acquire(NEVER);
            try {
                return child.probe(device);
            } catch (ProcessLostException e) {
                lane.lost(child, e.getMessage());
                return Optional.of(e.getMessage() + " while it looked for " + device);
            }
        } catch (BourdonException e) {
            return Optional.of(e.getMessage());
        }
    }

    @Override
    public boolean reads(String fileName) {
        return engine.reads(fileName);
    }

    @Override
    public List<EngineProcess> processes() {
        return lanes.values().stream().flatMap(lane -> lane.status().stream()).toList();
    }

    @Override
    public LoadedModel open(ModelSource source, Device device) throws BourdonException {
        LaneProcess lane = lane();
        try {
            return open(lane, source, device);
        } catch (BourdonException | RuntimeException e) {
            leaveIfUnused(lane);
            throw e;
        }
    }

    private LaneProcess lane() {
        return lanes.computeIfAbsent(Thread.currentThread(),
                thread -> new LaneProcess(name(), thread, starter, timing.start().plus(timing.open())));
    }

    /** Whatever it does to a process, it does it to two at most. */
    private LoadedModel open(LaneProcess lane, ModelSource source, Device device) throws BourdonException {
        boolean again = false;
        while (true) {
            EngineChild child = lane.acquire(NEVER);
            int number = lane.nextNumber();
            try {
                Signature signature = child.open(number, source, device);
                lane.opened(number, source, device, signature);
                return new WorkerModel(source.name(), number, lane, signature, () -> leaveIfUnused(lane));
            } catch (ProcessLostException e) {
                lane.lost(child, e.getMessage());
                if (again || e.silent()) {
                    throw new BourdonException(ErrorCode.ENGINE_FAILED, e.getMessage() + " while it opened " + source.name(), e);
                }
                again = true;
            }
        }
    }

    private void leaveIfUnused(LaneProcess lane) {
        if (lane.isUnused()) {
            lanes.remove(lane.lane(), lane);
            lane.end();
        }
    }

    /** Ends the processes of threads that have ended without closing their models, and those that have had none for long. */
    private void leaveTheIdle() {
        for (LaneProcess lane : lanes.values()) {
            if ((!lane.lane().isAlive() || lane.isUnusedSince(IDLE)) && lanes.remove(lane.lane(), lane)) {
                lane.end();
            }
        }
    }

    /** Ends all processes. */
    @Override
    public void close() {
        closed.countDown();
        lanes.values().forEach(LaneProcess::end);
        lanes.clear();
        starter.close();
    }
}
