package org.bourdon.engine.djl;

import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import java.util.HashMap;
import java.util.Map;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;

import org.bourdon.engine.Signature;
import org.bourdon.engine.Tensor;
import org.bourdon.engine.Tensors;
import org.bourdon.error.BourdonException;
import org.bourdon.error.ErrorCode;

/**
 * Takes the results of a run out of native memory, which is free again as soon as they are copied: a result may lie in an input's
 * memory, which is the caller's. Results of element types that voices do not use are left behind.
 */
final class Results {

    private Results() {
    }

    static Tensors copy(String model, Signature signature, NDList results) throws BourdonException {
        if (results.size() != signature.outputs().size()) {
            throw new BourdonException(ErrorCode.ENGINE_FAILED, model + " gave " + results.size() + " tensors; its signature names "
                    + signature.outputs().size());
        }
        Map<String, Tensor> byName = HashMap.newHashMap(results.size());
        for (int index = 0; index < results.size(); index++) {
            NDArray result = results.get(index);
            String name = signature.outputs().get(index).name();
            long[] shape = result.getShape().getShape();
            switch (result.getDataType()) {
                case FLOAT32 -> byName.put(name, new Tensor.Floats(FloatBuffer.wrap(result.toFloatArray()), shape));
                case INT32 -> byName.put(name, new Tensor.Ints(IntBuffer.wrap(result.toIntArray()), shape));
                case INT64 -> byName.put(name, new Tensor.Longs(LongBuffer.wrap(result.toLongArray()), shape));
                default -> { }
            }
        }
        return Tensors.of(byName);
    }
}
