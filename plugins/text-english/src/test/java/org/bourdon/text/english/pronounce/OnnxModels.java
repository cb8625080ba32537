package org.bourdon.text.english.pronounce;

import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import org.bourdon.engine.LoadedModel;
import org.bourdon.engine.ModelSource;
import org.bourdon.engine.Signature;
import org.bourdon.engine.StopSignal;
import org.bourdon.engine.Tensor;
import org.bourdon.engine.Tensors;
import org.bourdon.error.BourdonException;
import org.bourdon.error.ErrorCode;
import org.bourdon.model.ModelHandle;
import org.bourdon.model.ModelTask;
import org.bourdon.model.Models;

/** Runs models with ONNX Runtime on the calling thread, one caller at a time. */
public final class OnnxModels implements Models {

    @Override
    public ModelHandle register(ModelSource source) {
        try {
            ByteBuffer content = ((ModelSource.Bytes) source).content().duplicate();
            byte[] bytes = new byte[content.remaining()];
            content.get(bytes);
            OrtSession.SessionOptions options = new OrtSession.SessionOptions();
            options.setIntraOpNumThreads(1);
            return new Handle(new Network(OrtEnvironment.getEnvironment().createSession(bytes, options)));
        } catch (OrtException e) {
            throw new IllegalArgumentException(source.name() + " cannot be opened", e);
        }
    }

    private record Handle(Network network) implements ModelHandle {

        @Override
        public <T> T run(ModelTask<T> task, Duration patience) throws BourdonException {
            synchronized (network) {
                return task.run(network, new StopSignal());
            }
        }

        @Override
        public void close() {
            network.close();
        }
    }

    private record Network(OrtSession session) implements LoadedModel {

        @Override
        public Signature signature() {
            return new Signature(List.of(), List.of());
        }

        @Override
        public Tensors run(Tensors inputs, StopSignal stop) throws BourdonException {
            Tensor.Longs letters = (Tensor.Longs) inputs.byName().get("letters");
            try (OnnxTensor input = OnnxTensor.createTensor(OrtEnvironment.getEnvironment(), letters.data(), letters.shape());
                 OrtSession.Result result = session.run(Map.of("letters", input))) {
                OnnxTensor logits = (OnnxTensor) result.get("logits").orElseThrow();
                FloatBuffer values = logits.getFloatBuffer();
                return Tensors.of(Map.of("logits", new Tensor.Floats(values, logits.getInfo().getShape())));
            } catch (OrtException e) {
                throw new BourdonException(ErrorCode.ENGINE_FAILED, "g2p.onnx: " + e.getMessage(), e);
            }
        }

        @Override
        public Tensors runAndTrim(Tensors inputs, StopSignal stop) throws BourdonException {
            return run(inputs, stop);
        }

        @Override
        public void close() {
            try {
                session.close();
            } catch (OrtException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
