package org.bourdon.engine.onnx;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.RunOptions;

import org.bourdon.engine.LoadedModel;
import org.bourdon.engine.Signature;
import org.bourdon.engine.StopSignal;
import org.bourdon.engine.Tensors;
import org.bourdon.error.BourdonException;

/** One session. */
final class OnnxModel implements LoadedModel {

    private final String name;
    private final OrtEnvironment environment;
    private final OrtSession session;
    private final NativeLog log;
    private final Signature signature;

    OnnxModel(String name, OrtEnvironment environment, OrtSession session, NativeLog log) throws OrtException {
        this.name = name;
        this.environment = environment;
        this.session = session;
        this.log = log;
        this.signature = Signatures.of(session);
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
        signature.check(name, inputs);
        if (stop.isStopped()) {
            throw Failures.cancelled(name);
        }
        try (RunOptions options = new RunOptions(); OnnxInputs values = OnnxInputs.of(environment, inputs)) {
            options.setLogLevel(log.level());
            if (trim) {
                options.addRunConfigEntry("memory.enable_memory_arena_shrinkage", "cpu:0");
            }
            return run(values, options, stop);
        } catch (OrtException e) {
            throw Failures.running(name, e);
        }
    }

    private Tensors run(OnnxInputs inputs, RunOptions options, StopSignal stop) throws OrtException, BourdonException {
        Termination termination = new Termination(options);
        Tensors outputs;
        // The registration closes before the options do, so a late stop never reaches options that are freed.
        try (StopSignal.Registration _ = stop.onStop(termination)) {
            try (OrtSession.Result result = session.run(inputs.byName(), options)) {
                outputs = OnnxOutputs.copy(result);
            }
        } catch (OrtException e) {
            if (termination.fired()) {
                throw Failures.cancelled(name);
            }
            throw e;
        }
        if (termination.fired()) {
            throw Failures.cancelled(name);
        }
        return outputs;
    }

    @Override
    public void close() {
        try {
            session.close();
        } catch (OrtException e) {
            throw new IllegalStateException("ONNX Runtime could not close " + name + ": " + Failures.line(e), e);
        }
    }
}
