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
import org.bourdon.engine.TensorSpec;
import org.bourdon.engine.TensorSpec.ElementType;

/** Reads a session's signature. */
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
}
