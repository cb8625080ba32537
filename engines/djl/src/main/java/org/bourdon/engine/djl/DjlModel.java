package org.bourdon.engine.djl;

import java.lang.foreign.Arena;

import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDList;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValueUtils;
import ai.djl.pytorch.jni.JniUtils;

import org.bourdon.engine.Device;
import org.bourdon.engine.LoadedModel;
import org.bourdon.engine.Signature;
import org.bourdon.engine.StopSignal;
import org.bourdon.engine.Tensors;
import org.bourdon.error.BourdonException;

/** One TorchScript module. */
final class DjlModel implements LoadedModel {

    private final String name;
    private final Signature signature;
    private final PtNDManager manager;
    private final PtSymbolBlock module;
    private final Device device;

    DjlModel(String name, Signature signature, PtNDManager manager, PtSymbolBlock module, Device device) {
        this.name = name;
        this.signature = signature;
        this.manager = manager;
        this.module = module;
        this.device = device;
    }

    @Override
    public Signature signature() {
        return signature;
    }

    @Override
    public Tensors run(Tensors inputs, StopSignal stop) throws BourdonException {
        signature.check(name, inputs);
        if (stop.isStopped()) {
            throw Failures.cancelled(name);
        }
        try (PtNDManager ofTheRun = manager.newSubManager(manager.getDevice()); Arena memory = Arena.ofConfined()) {
            NDList arguments = new Arguments(ofTheRun, memory).of(signature, inputs);
            NDList results = IValueUtils.forward(module, arguments, false);
            if (stop.isStopped()) {
                throw Failures.cancelled(name);
            }
            return Results.copy(name, signature, results);
        } catch (EngineException | UnsupportedOperationException | IllegalArgumentException e) {
            throw Failures.of("PyTorch could not run " + name, e);
        }
    }

    /** On the CPU PyTorch keeps nothing between runs that it could give back. */
    @Override
    public Tensors runAndTrim(Tensors inputs, StopSignal stop) throws BourdonException {
        Tensors outputs = run(inputs, stop);
        if (device.kind() == Device.Kind.CUDA) {
            JniUtils.emptyCudaCache();
        }
        return outputs;
    }

    @Override
    public void close() {
        try (manager) {
            module.close();
        }
    }
}
