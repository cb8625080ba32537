package org.bourdon.engine.djl;

import org.bourdon.engine.Device;
import org.bourdon.engine.Engine;
import org.bourdon.engine.contract.EngineContract;
import org.bourdon.engine.contract.TorchGraphs;

class DjlEngineTest extends EngineContract {

    private final Engine engine = Torch.engine(Device.CPU);

    @Override
    protected Engine engine() {
        return engine;
    }

    @Override
    protected byte[] doublingModel() {
        return TorchGraphs.doubling();
    }

    @Override
    protected byte[] loopingModel() {
        return TorchGraphs.looping();
    }

    @Override
    protected String fileName() {
        return "model.pt";
    }

    @Override
    protected boolean endsRuns() {
        return false;
    }
}
