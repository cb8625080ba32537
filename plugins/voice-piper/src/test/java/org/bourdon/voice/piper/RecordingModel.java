package org.bourdon.voice.piper;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.bourdon.engine.LoadedModel;
import org.bourdon.engine.Signature;
import org.bourdon.engine.StopSignal;
import org.bourdon.engine.Tensor;
import org.bourdon.engine.TensorSpec;
import org.bourdon.engine.TensorSpec.ElementType;
import org.bourdon.engine.Tensors;

/** A model of several speakers with whole numbers of 32 bits and names of its own; notes what it is given. */
final class RecordingModel implements LoadedModel {

    final List<Map<String, Tensor>> runs = new ArrayList<>();
    boolean closed;

    private final boolean speakers;

    RecordingModel(boolean speakers) {
        this.speakers = speakers;
    }

    @Override
    public Signature signature() {
        List<TensorSpec> inputs = new ArrayList<>(List.of(new TensorSpec("x", ElementType.INT32, List.of(-1L, -1L)),
                new TensorSpec("x_lengths", ElementType.INT32, List.of(-1L)), new TensorSpec("s", ElementType.FLOAT32, List.of(3L))));
        if (speakers) {
            inputs.add(new TensorSpec("who", ElementType.INT32, List.of(-1L)));
        }
        return new Signature(inputs, List.of(new TensorSpec("wave", ElementType.FLOAT32, List.of(-1L, 1L, -1L))));
    }

    @Override
    public Tensors run(Tensors inputs, StopSignal stop) {
        runs.add(inputs.byName());
        return Tensors.of(Map.of("wave", Tensor.Floats.of(new float[] {0.5f, -0.5f}, 1, 1, 2)));
    }

    @Override
    public Tensors runAndTrim(Tensors inputs, StopSignal stop) {
        return run(inputs, stop);
    }

    @Override
    public void close() {
        closed = true;
    }
}
