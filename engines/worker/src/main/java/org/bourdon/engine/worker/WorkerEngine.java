package org.bourdon.engine.worker;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

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

    private final Engine engine;
    private final ChildStarter starter;
    private final Timing timing;
    private final Map<Thread, LaneProcess> lanes = new ConcurrentHashMap<>();

    /** @param engine as it would run in the daemon; only asked what it is called and what it reads */
    WorkerEngine(Engine engine, ChildStarter starter, Timing timing) {
        this.engine = engine;
        this.starter = starter;
        this.timing = timing;
    }

    @Override
    public String name() {
        return engine.name();
    }

    @Override
    public List<Device> devices() {
        return engine.devices();
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
        leaveTheDead();
        LaneProcess lane = lanes.computeIfAbsent(Thread.currentThread(),
                thread -> new LaneProcess(name(), thread, starter, timing.start().plus(timing.open())));
        try {
            return open(lane, source, device);
        } catch (BourdonException | RuntimeException e) {
            leaveIfUnused(lane);
            throw e;
        }
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

    /** Of a thread that ended without closing its models nobody else takes care. */
    private void leaveTheDead() {
        for (LaneProcess lane : lanes.values()) {
            if (!lane.lane().isAlive()) {
                lanes.remove(lane.lane(), lane);
                lane.end();
            }
        }
    }

    /** Ends all processes. */
    @Override
    public void close() {
        lanes.values().forEach(LaneProcess::end);
        lanes.clear();
        starter.close();
    }
}
