package org.bourdon.voice.streaming;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.bourdon.engine.LoadedModel;
import org.bourdon.engine.Signature;
import org.bourdon.engine.StopSignal;
import org.bourdon.engine.Tensor;
import org.bourdon.engine.TensorSpec;
import org.bourdon.engine.TensorSpec.ElementType;
import org.bourdon.engine.Tensors;
import org.bourdon.error.BourdonException;

/** A model whose file does not name its outputs: they are named here, by their order, which is the same in every format. */
final class NamedOutputs implements LoadedModel {

    private final LoadedModel model;
    private final Signature signature;

    private NamedOutputs(LoadedModel model, Signature signature) {
        this.model = model;
        this.signature = signature;
    }

    /** The model itself where it names its outputs, or has another number of them: which of these are missing is found out later. */
    static LoadedModel of(LoadedModel model, String... names) {
        Signature told = model.signature();
        boolean untold = told.outputs().stream().allMatch(output -> output.type() == ElementType.UNTOLD);
        return untold && told.outputs().size() == names.length
                ? new NamedOutputs(model, new Signature(told.inputs(), List.of(names).stream().map(TensorSpec::untold).toList()))
                : model;
    }

    @Override
    public Signature signature() {
        return signature;
    }

    @Override
    public Tensors run(Tensors inputs, StopSignal stop) throws BourdonException {
        return named(model.run(inputs, stop));
    }

    @Override
    public Tensors runAndTrim(Tensors inputs, StopSignal stop) throws BourdonException {
        return named(model.runAndTrim(inputs, stop));
    }

    private Tensors named(Tensors outputs) {
        Map<String, Tensor> byName = HashMap.newHashMap(outputs.byName().size());
        for (int index = 0; index < signature.outputs().size(); index++) {
            Tensor output = outputs.byName().get(model.signature().outputs().get(index).name());
            if (output != null) {
                byName.put(signature.outputs().get(index).name(), output);
            }
        }
        return Tensors.owning(byName, outputs::close);
    }

    @Override
    public void close() {
        model.close();
    }
}
