package org.bourdon.voice.streaming;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

import org.bourdon.engine.Signature;
import org.bourdon.engine.TensorSpec;
import org.bourdon.engine.TensorSpec.ElementType;
import org.bourdon.error.BourdonException;
import org.bourdon.voice.piper.side.JsonFile;

/** Holds the side file's numbers against what the models themselves say. TorchScript says little; what does not fit there shows when it runs. */
final class Fit {

    private static final long FREE = -1;

    private final Path sideFile;
    private final Layout layout;

    Fit(Path sideFile, Layout layout) {
        this.sideFile = sideFile;
        this.layout = layout;
    }

    void plan(Signature plan) throws BourdonException {
        input(layout.plan(), plan, "input", ElementType.INT64, FREE, FREE);
        input(layout.plan(), plan, "input_lengths", ElementType.INT64, FREE);
        input(layout.plan(), plan, "scales", ElementType.FLOAT32, 3);
        output(layout.plan(), plan, "frames", FREE, FREE, layout.width());
        output(layout.plan(), plan, "durations", FREE);
    }

    void vocoder(Signature vocoder) throws BourdonException {
        input(layout.vocoder(), vocoder, "frames", ElementType.FLOAT32, FREE, FREE, layout.width());
        input(layout.vocoder(), vocoder, "noise_scale", ElementType.FLOAT32, 1);
        input(layout.vocoder(), vocoder, "source", ElementType.FLOAT32, 2, layout.hop());
        input(layout.vocoder(), vocoder, "tail", ElementType.FLOAT32, 1, 1, layout.tail());
        output(layout.vocoder(), vocoder, "audio", FREE, FREE);
        output(layout.vocoder(), vocoder, "source_out", 2, FREE);
        output(layout.vocoder(), vocoder, "tail_out", FREE, FREE, FREE);
    }

    private void input(Path model, Signature signature, String name, ElementType type, long... axes) throws BourdonException {
        check(model, "input", name, signature.input(name), type, axes);
    }

    private void output(Path model, Signature signature, String name, long... axes) throws BourdonException {
        check(model, "output", name, signature.output(name), ElementType.FLOAT32, axes);
    }

    private void check(Path model, String side, String name, Optional<TensorSpec> spec, ElementType type, long... axes)
            throws BourdonException {
        TensorSpec found = spec.orElseThrow(() -> misfit(model, "has no " + side + " '" + name + "'"));
        if (found.type() == ElementType.UNTOLD) {
            return;
        }
        if (found.type() != type || !agrees(found.shape(), axes)) {
            throw misfit(model, "has the " + side + " '" + name + "' " + found.type() + " " + found.shape() + ", the side file wants " + type
                    + " " + Arrays.toString(axes) + " (-1: any)");
        }
    }

    private static boolean agrees(List<Long> shape, long... axes) {
        if (shape.size() != axes.length) {
            return false;
        }
        for (int axis = 0; axis < axes.length; axis++) {
            long given = shape.get(axis);
            if (given >= 0 && axes[axis] >= 0 && given != axes[axis]) {
                return false;
            }
        }
        return true;
    }

    private BourdonException misfit(Path model, String what) {
        return JsonFile.broken(sideFile, "does not fit " + model.getFileName() + ", which " + what);
    }
}
