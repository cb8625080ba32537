package org.bourdon.voice.kokoro;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.LongStream;

import org.bourdon.engine.Signature;
import org.bourdon.engine.Tensor;
import org.bourdon.engine.TensorSpec;
import org.bourdon.engine.TensorSpec.ElementType;
import org.bourdon.engine.Tensors;
import org.bourdon.error.BourdonException;
import org.bourdon.voice.piper.side.JsonFile;

/** The tensors of a model, found in its signature: exports differ in names, in whole or broken speeds and in the shape of the sound. */
record Ports(TensorSpec tokens, TensorSpec style, TensorSpec speed, TensorSpec audio) {

    /** @throws BourdonException VOICE_BROKEN naming the tensor that is missing */
    static Ports of(JsonFile side, Signature signature) throws BourdonException {
        Optional<TensorSpec> speed = signature.input("speed").filter(spec -> isWhole(spec) || spec.type() == ElementType.FLOAT32);
        Optional<TensorSpec> tokens = named(signature.inputs(), List.of("tokens", "input_ids"), spec -> isWhole(spec) && spec.shape().size() == 2);
        Optional<TensorSpec> style = named(signature.inputs(), List.of("style", "ref_s"),
                spec -> spec.type() == ElementType.FLOAT32 && spec.shape().size() >= 2);
        Optional<TensorSpec> audio = named(signature.outputs(), List.of("audio", "waveform"),
                spec -> spec.type() == ElementType.FLOAT32 && !spec.name().contains("duration"));
        String missing = tokens.isEmpty() ? "an input 'tokens' or 'input_ids' (whole numbers [1, symbols])"
                : style.isEmpty() ? "an input 'style' (FLOAT32 [1, " + Styles.WIDTH + "])"
                : speed.isEmpty() ? "an input 'speed' (FLOAT32 or INT32 [1])"
                : audio.isEmpty() ? "an output 'audio' or 'waveform' (FLOAT32)" : "";
        if (!missing.isEmpty()) {
            throw side.problem("does not fit its model, which lacks " + missing + "; it has " + signature.inputs() + " and " + signature.outputs());
        }
        long width = style.get().shape().getLast();
        if (width >= 0 && width != Styles.WIDTH) {
            throw side.problem("does not fit its model, whose styles have " + width + " numbers and not " + Styles.WIDTH);
        }
        return new Ports(tokens.get(), style.get(), speed.get(), audio.get());
    }

    private static Optional<TensorSpec> named(List<TensorSpec> specs, List<String> names, Predicate<TensorSpec> fits) {
        return specs.stream().filter(spec -> names.contains(spec.name())).filter(fits).findFirst()
                .or(() -> specs.stream().filter(fits).findFirst());
    }

    private static boolean isWhole(TensorSpec spec) {
        return spec.type() == ElementType.INT64 || spec.type() == ElementType.INT32;
    }

    Tensors inputs(long[] ids, float[] row, double factor) {
        Map<String, Tensor> inputs = new HashMap<>();
        inputs.put(tokens.name(), whole(tokens, ids, 1, ids.length));
        inputs.put(style.name(), Tensor.Floats.of(row, style.shape().size() == 3 ? new long[] {1, 1, row.length} : new long[] {1, row.length}));
        // An export with whole speeds knows no half; the nearest is what it can do, and 0 would be no speed.
        inputs.put(speed.name(), isWhole(speed) ? whole(speed, new long[] {Math.max(1, Math.round(factor))}, 1)
                : Tensor.Floats.of(new float[] {(float) factor}, 1));
        return Tensors.of(inputs);
    }

    private static Tensor whole(TensorSpec spec, long[] values, long... shape) {
        return spec.type() == ElementType.INT64
                ? Tensor.Longs.of(values, shape)
                : Tensor.Ints.of(LongStream.of(values).mapToInt(Math::toIntExact).toArray(), shape);
    }
}
