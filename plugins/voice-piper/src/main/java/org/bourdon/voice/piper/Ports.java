package org.bourdon.voice.piper;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;

import org.bourdon.engine.Signature;
import org.bourdon.engine.Tensor;
import org.bourdon.engine.TensorSpec;
import org.bourdon.engine.TensorSpec.ElementType;
import org.bourdon.engine.Tensors;
import org.bourdon.error.BourdonException;
import org.bourdon.voice.piper.side.SideFile;

/**
 * The tensors of a voice's model, found by what they look like: exports differ in names and in the width of their whole numbers.
 *
 * @param speaker which voices of one speaker lack
 */
record Ports(TensorSpec ids, TensorSpec lengths, TensorSpec scales, Optional<TensorSpec> speaker, TensorSpec audio) {

    /** @throws BourdonException VOICE_BROKEN naming the tensor that is missing */
    static Ports of(SideFile side, Signature signature) throws BourdonException {
        TensorSpec ids = null;
        TensorSpec lengths = null;
        TensorSpec scales = null;
        TensorSpec speaker = null;
        for (TensorSpec input : signature.inputs()) {
            boolean whole = input.type() == ElementType.INT64 || input.type() == ElementType.INT32;
            if (whole && input.shape().size() == 2) {
                ids = input;
            } else if (whole && input.name().contains("length")) {
                lengths = input;
            } else if (whole) {
                speaker = input;
            } else if (input.type() == ElementType.FLOAT32) {
                scales = input;
            }
        }
        Optional<TensorSpec> audio = signature.output("output")
                .or(() -> signature.outputs().stream().findFirst())
                .filter(output -> output.type() == ElementType.FLOAT32);
        String missing = ids == null ? "an input of ids (whole numbers [batch, phonemes])" : lengths == null ? "an input of lengths (whole numbers [batch])"
                : scales == null ? "an input of scales (FLOAT32 [3])" : audio.isEmpty() ? "an output of sound (FLOAT32)"
                : speaker == null && !side.speakers().isEmpty() ? "an input for the speaker, though 'num_speakers' is " + side.speakers().size()
                : "";
        if (!missing.isEmpty()) {
            throw side.json().problem("does not fit its model, which lacks " + missing + "; it has " + signature.inputs() + " and "
                    + signature.outputs());
        }
        return new Ports(ids, lengths, scales, Optional.ofNullable(speaker), audio.orElseThrow());
    }

    Tensors inputs(long[] sentence, float noise, float length, float width, long speakerNumber) {
        Map<String, Tensor> inputs = new HashMap<>();
        inputs.put(ids.name(), whole(ids, sentence, 1, sentence.length));
        inputs.put(lengths.name(), whole(lengths, new long[] {sentence.length}, 1));
        inputs.put(scales.name(), Tensor.Floats.of(new float[] {noise, length, width}, 3));
        speaker.ifPresent(spec -> inputs.put(spec.name(), whole(spec, new long[] {speakerNumber}, 1)));
        return Tensors.of(inputs);
    }

    private static Tensor whole(TensorSpec spec, long[] values, long... shape) {
        return spec.type() == ElementType.INT64
                ? Tensor.Longs.of(values, shape)
                : Tensor.Ints.of(LongStream.of(values).mapToInt(Math::toIntExact).toArray(), shape);
    }
}
