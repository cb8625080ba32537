package org.bourdon.engine.onnx;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;

import org.bourdon.engine.Signature;
import org.bourdon.engine.Tensor;
import org.bourdon.engine.TensorSpec;
import org.bourdon.engine.TensorSpec.ElementType;
import org.bourdon.engine.Tensors;
import org.bourdon.error.BourdonException;
import org.bourdon.error.ErrorCode;

/** Reads a session's signature, and holds inputs against it before native code sees them. */
final class Signatures {

    private Signatures() {
    }

    static Signature of(OrtSession session) throws OrtException {
        return new Signature(specs(session.getInputInfo()), specs(session.getOutputInfo()));
    }

    private static List<TensorSpec> specs(Map<String, NodeInfo> nodes) {
        List<TensorSpec> specs = new ArrayList<>(nodes.size());
        for (NodeInfo node : nodes.values()) {
            specs.add(node.getInfo() instanceof TensorInfo tensor
                    ? new TensorSpec(node.getName(), type(tensor.type), Arrays.stream(tensor.getShape()).boxed().toList())
                    : new TensorSpec(node.getName(), ElementType.OTHER, List.of()));
        }
        return specs;
    }

    private static ElementType type(OnnxJavaType type) {
        return switch (type) {
            case FLOAT -> ElementType.FLOAT32;
            case INT32 -> ElementType.INT32;
            case INT64 -> ElementType.INT64;
            default -> ElementType.OTHER;
        };
    }

    static void check(String model, Signature signature, Tensors inputs) throws BourdonException {
        Map<String, Tensor> given = inputs.byName();
        for (TensorSpec wanted : signature.inputs()) {
            Tensor tensor = given.get(wanted.name());
            if (tensor == null) {
                throw invalid(model + " wants an input '" + wanted.name() + "' " + describe(wanted) + "; given are " + given.keySet());
            }
            if (!fits(wanted, tensor)) {
                throw invalid("the input '" + wanted.name() + "' of " + model + " wants " + describe(wanted) + "; given is "
                        + type(tensor) + " " + Arrays.toString(tensor.shape()));
            }
        }
        if (given.size() != signature.inputs().size()) {
            List<String> known = signature.inputs().stream().map(TensorSpec::name).toList();
            throw invalid(model + " takes the inputs " + known + "; given are " + given.keySet());
        }
    }

    private static boolean fits(TensorSpec wanted, Tensor tensor) {
        List<Long> axes = wanted.shape();
        long[] shape = tensor.shape();
        if (type(tensor) != wanted.type() || shape.length != axes.size()) {
            return false;
        }
        for (int axis = 0; axis < shape.length; axis++) {
            long size = axes.get(axis);
            if (size >= 0 && size != shape[axis]) {
                return false;
            }
        }
        return true;
    }

    private static ElementType type(Tensor tensor) {
        return switch (tensor) {
            case Tensor.Floats floats -> ElementType.FLOAT32;
            case Tensor.Ints ints -> ElementType.INT32;
            case Tensor.Longs longs -> ElementType.INT64;
        };
    }

    private static String describe(TensorSpec spec) {
        return spec.type() + " " + spec.shape();
    }

    private static BourdonException invalid(String message) {
        return new BourdonException(ErrorCode.INVALID_INPUT, message);
    }
}
