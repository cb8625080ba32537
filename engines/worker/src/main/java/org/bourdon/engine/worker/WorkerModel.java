package org.bourdon.engine.worker;

import org.bourdon.engine.LoadedModel;
import org.bourdon.engine.Signature;
import org.bourdon.engine.StopSignal;
import org.bourdon.engine.Tensors;
import org.bourdon.error.BourdonException;
import org.bourdon.error.ErrorCode;

/**
 * A model that is open in its lane's process. What a run makes depends on its inputs alone, so a run whose process died is done once
 * more in the next one, and nobody notices but by the time it takes.
 */
final class WorkerModel implements LoadedModel {

    private final String name;
    private final int number;
    private final LaneProcess lane;
    private final Signature signature;
    private final Runnable onClose;

    WorkerModel(String name, int number, LaneProcess lane, Signature signature, Runnable onClose) {
        this.name = name;
        this.number = number;
        this.lane = lane;
        this.signature = signature;
        this.onClose = onClose;
    }

    @Override
    public Signature signature() {
        return signature;
    }

    @Override
    public Tensors run(Tensors inputs, StopSignal stop) throws BourdonException {
        return run(inputs, stop, false);
    }

    @Override
    public Tensors runAndTrim(Tensors inputs, StopSignal stop) throws BourdonException {
        return run(inputs, stop, true);
    }

    private Tensors run(Tensors inputs, StopSignal stop, boolean trim) throws BourdonException {
        if (stop.isStopped()) {
            throw cancelled();
        }
        boolean again = false;
        while (true) {
            EngineChild child = lane.acquire(stop);
            lane.demandUsable(number);
            try {
                Tensors outputs = child.run(number, inputs, stop, trim);
                if (stop.isStopped()) {
                    outputs.close();
                    throw cancelled();
                }
                return outputs;
            } catch (ProcessLostException e) {
                lane.lost(child, e.getMessage());
                if (stop.isStopped()) {
                    throw cancelled();
                }
                if (again || e.silent()) {
                    throw new BourdonException(ErrorCode.ENGINE_FAILED,
                            e.getMessage() + (again ? ", as did the one before it," : "") + " while it ran " + name, e);
                }
                again = true;
            }
        }
    }

    private BourdonException cancelled() {
        return new BourdonException(ErrorCode.CANCELLED, "the run of " + name + " was stopped");
    }

    @Override
    public void close() {
        lane.close(number);
        onClose.run();
    }
}
