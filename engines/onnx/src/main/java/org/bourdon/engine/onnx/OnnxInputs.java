package org.bourdon.engine.onnx;

import java.util.HashMap;
import java.util.Map;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;

import org.bourdon.engine.Tensor;
import org.bourdon.engine.Tensors;

/**
 * The inputs of one run as ONNX Runtime takes them. Direct buffers in native order are used in place, others are copied.
 * A vocoder runs every few milliseconds: all that is made here for a direct buffer is one small object and its native twin.
 */
final class OnnxInputs implements AutoCloseable {

    private final Map<String, OnnxTensor> byName;

    private OnnxInputs(int count) {
        byName = HashMap.newHashMap(count);
    }

    static OnnxInputs of(OrtEnvironment environment, Tensors inputs) throws OrtException {
        OnnxInputs made = new OnnxInputs(inputs.byName().size());
        try {
            for (Map.Entry<String, Tensor> input : inputs.byName().entrySet()) {
                made.byName.put(input.getKey(), tensor(environment, input.getValue()));
            }
            return made;
        } catch (OrtException | RuntimeException e) {
            made.close();
            throw e;
        }
    }

    private static OnnxTensor tensor(OrtEnvironment environment, Tensor tensor) throws OrtException {
        return switch (tensor) {
            case Tensor.Floats floats -> OnnxTensor.createTensor(environment, Buffers.direct(floats.data()), floats.shape());
            case Tensor.Ints ints -> OnnxTensor.createTensor(environment, Buffers.direct(ints.data()), ints.shape());
            case Tensor.Longs longs -> OnnxTensor.createTensor(environment, Buffers.direct(longs.data()), longs.shape());
        };
    }

    Map<String, OnnxTensor> byName() {
        return byName;
    }

    @Override
    public void close() {
        byName.values().forEach(OnnxTensor::close);
    }
}
