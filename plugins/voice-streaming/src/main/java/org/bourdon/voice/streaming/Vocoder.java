package org.bourdon.voice.streaming;

import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.Map;

import org.bourdon.engine.LoadedModel;
import org.bourdon.engine.StopSignal;
import org.bourdon.engine.Tensor;
import org.bourdon.engine.Tensors;
import org.bourdon.error.BourdonException;
import org.bourdon.error.ErrorCode;

/**
 * Turns rows of one sentence into sound, in order. What one call leaves for the next lies in two direct buffers for the whole
 * sentence; a call itself makes a view on the rows and the array of samples that it gives.
 */
final class Vocoder {

    private final LoadedModel model;
    private final Layout layout;
    private final Tensor.Floats noise;
    private final Tensor.Floats source;
    private final Tensor.Floats tail;

    Vocoder(LoadedModel model, Layout layout, float noiseScale) {
        this.model = model;
        this.layout = layout;
        this.noise = Tensor.Floats.of(new float[] {noiseScale}, 1);
        this.source = new Tensor.Floats(Tensor.Floats.buffer(2 * layout.hop()), 2, layout.hop());
        this.tail = new Tensor.Floats(Tensor.Floats.buffer(layout.tail()), 1, 1, layout.tail());
    }

    /**
     * The sound of {@code count} rows from {@code from} on, which follow those of the call before.
     *
     * @param skip   samples to leave out at the beginning
     * @param append samples of what reaches beyond the rows to append at the end
     */
    float[] sound(Plan plan, int from, int count, int skip, int append, StopSignal stop) throws BourdonException {
        try (Tensors outputs = model.run(inputs(plan, from, count), stop)) {
            FloatBuffer audio = data(outputs, "audio", count * layout.hop());
            keep(outputs, "source_out", source);
            keep(outputs, "tail_out", tail);
            int made = audio.remaining() - skip;
            float[] samples = new float[made + append];
            audio.get(audio.position() + skip, samples, 0, made);
            tail.data().get(0, samples, made, append);
            return samples;
        }
    }

    /** Runs the first row and has the engine give working memory back. */
    void trim(Plan plan, StopSignal stop) throws BourdonException {
        model.runAndTrim(inputs(plan, 0, 1), stop).close();
    }

    private Tensors inputs(Plan plan, int from, int count) {
        return Tensors.of(Map.of("frames", plan.slice(from, count), "noise_scale", noise, "source", source, "tail", tail));
    }

    private void keep(Tensors outputs, String name, Tensor.Floats state) throws BourdonException {
        FloatBuffer left = data(outputs, name, state.data().remaining());
        state.data().put(0, left, left.position(), left.remaining());
    }

    private FloatBuffer data(Tensors outputs, String name, int elements) throws BourdonException {
        Tensor.Floats tensor = outputs.floats(name);
        if (tensor.data().remaining() != elements) {
            throw new BourdonException(ErrorCode.ENGINE_FAILED, layout.vocoder().getFileName() + " gave '" + name + "' "
                    + Arrays.toString(tensor.shape()) + "; " + elements + " numbers were due");
        }
        return tensor.data();
    }
}
