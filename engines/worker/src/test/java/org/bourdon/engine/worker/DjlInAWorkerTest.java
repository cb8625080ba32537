package org.bourdon.engine.worker;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.bourdon.engine.Device;
import org.bourdon.engine.Engine;
import org.bourdon.engine.LoadedModel;
import org.bourdon.engine.ModelSource;
import org.bourdon.engine.contract.EngineContract;
import org.bourdon.engine.contract.TorchGraphs;
import org.bourdon.engine.djl.DjlEngine;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** The contract of every engine, kept by PyTorch in another process: there a run that is stopped does end, with the process. */
class DjlInAWorkerTest extends EngineContract {

    @TempDir
    private static Path home;
    private static WorkerEngine engine;
    /** Open throughout, so that one process serves all. */
    private static LoadedModel first;

    @BeforeAll
    static void start() throws Exception {
        engine = Workers.of(new DjlEngine(List.of(Device.CPU), 1, Optional.empty()), home, Workers.TIMING, Map.of("device", "cpu"), List.of());
        first = engine.open(new ModelSource.Bytes("first.pt", ByteBuffer.wrap(TorchGraphs.undeclared())), Device.CPU);
    }

    @AfterAll
    static void stop() {
        first.close();
        engine.close();
    }

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

    /** The process is given its grace, and then ended. */
    protected Duration toStop() {
        return Duration.ofSeconds(1);
    }
}
