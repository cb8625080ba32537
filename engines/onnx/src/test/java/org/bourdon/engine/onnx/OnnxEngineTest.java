package org.bourdon.engine.onnx;

import org.bourdon.engine.Engine;
import org.bourdon.engine.contract.EngineContract;
import org.bourdon.engine.contract.OnnxGraphs;

class OnnxEngineTest extends EngineContract {

    private final Engine engine = new OnnxEngine(SessionSettings.DEFAULT);

    @Override
    protected Engine engine() {
        return engine;
    }

    @Override
    protected byte[] doublingModel() {
        return OnnxGraphs.doubling();
    }

    @Override
    protected byte[] loopingModel() {
        return OnnxGraphs.looping();
    }

    @Override
    protected String fileName() {
        return "model.onnx";
    }
}
