package org.bourdon.engine;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.bourdon.engine.TensorSpec.ElementType;
import org.bourdon.error.BourdonException;
import org.bourdon.error.ErrorCode;

/** What a model takes and gives, in the graph's order. */
public record Signature(List<TensorSpec> inputs, List<TensorSpec> outputs) {

    public Signature {
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
    }

    public Optional<TensorSpec> input(String name) {
        return inputs.stream().filter(spec -> spec.name().equals(name)).findFirst();
    }

    public Optional<TensorSpec> output(String name) {
        return outputs.stream().filter(spec -> spec.name().equals(name)).findFirst();
    }

    /**
     * Holds inputs against it, as an engine does before native code sees them.
     *
     * @param model its name, for the message
     * @throws BourdonException INVALID_INPUT naming the tensor, the shape wanted and the shape given
     */
    public void check(String model, Tensors inputs) throws BourdonException {
        Map<String, Tensor> given = inputs.byName();
        for (TensorSpec wanted : this.inputs) {
            Tensor tensor = given.get(wanted.name());
            if (tensor == null) {
                throw invalid(model + " wants an input '" + wanted.name() + "' " + describe(wanted) + "; given are " + given.keySet());
            }
            if (!fits(wanted, tensor)) {
                throw invalid("the input '" + wanted.name() + "' of " + model + " wants " + describe(wanted) + "; given is "
                        + type(tensor) + " " + Arrays.toString(tensor.shape()));
            }
        }
        if (given.size() != this.inputs.size()) {
            List<String> known = this.inputs.stream().map(TensorSpec::name).toList();
            throw invalid(model + " takes the inputs " + known + "; given are " + given.keySet());
        }
    }

    private static boolean fits(TensorSpec wanted, Tensor tensor) {
        if (wanted.type() == ElementType.UNTOLD) {
            return true;
        }
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
        return spec.type() == ElementType.UNTOLD ? "of a type that it does not tell" : spec.type() + " " + spec.shape();
    }

    private static BourdonException invalid(String message) {
        return new BourdonException(ErrorCode.INVALID_INPUT, message);
    }
}
