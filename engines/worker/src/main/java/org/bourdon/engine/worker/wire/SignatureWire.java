package org.bourdon.engine.worker.wire;

import java.util.ArrayList;
import java.util.List;

import org.bourdon.engine.Signature;
import org.bourdon.engine.TensorSpec;
import org.bourdon.engine.TensorSpec.ElementType;

/** A model's signature in a frame's head. */
public final class SignatureWire {

    private static final int MOST_SPECS = 1024;
    private static final int MOST_AXES = 64;
    private static final List<ElementType> TYPES = List.of(ElementType.FLOAT32, ElementType.INT32, ElementType.INT64, ElementType.OTHER,
            ElementType.UNTOLD);

    private SignatureWire() {
    }

    public static void write(HeadWriter head, Signature signature) {
        write(head, signature.inputs());
        write(head, signature.outputs());
    }

    public static Signature read(HeadReader head) throws MalformedFrameException {
        Signature signature = new Signature(specs(head), specs(head));
        head.end();
        return signature;
    }

    private static void write(HeadWriter head, List<TensorSpec> specs) {
        head.putInt(specs.size());
        for (TensorSpec spec : specs) {
            head.putText(spec.name()).putByte(TYPES.indexOf(spec.type())).putInt(spec.shape().size());
            spec.shape().forEach(head::putLong);
        }
    }

    private static List<TensorSpec> specs(HeadReader head) throws MalformedFrameException {
        int count = head.getCount(MOST_SPECS);
        List<TensorSpec> specs = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            String name = head.getText();
            int type = head.getByte();
            if (type >= TYPES.size()) {
                throw new MalformedFrameException("there is no type of elements " + type);
            }
            int axes = head.getCount(MOST_AXES);
            List<Long> shape = new ArrayList<>(axes);
            for (int axis = 0; axis < axes; axis++) {
                shape.add(head.getLong());
            }
            specs.add(new TensorSpec(name, TYPES.get(type), shape));
        }
        return specs;
    }
}
