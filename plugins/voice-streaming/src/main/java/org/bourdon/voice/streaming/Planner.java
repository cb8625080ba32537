package org.bourdon.voice.streaming;

import java.util.Arrays;
import java.util.Map;

import org.bourdon.engine.LoadedModel;
import org.bourdon.engine.StopSignal;
import org.bourdon.engine.Tensor;
import org.bourdon.engine.Tensors;
import org.bourdon.error.BourdonException;
import org.bourdon.error.ErrorCode;
import org.bourdon.text.Intonation;
import org.bourdon.voice.piper.side.PhonemeIds;

/** Makes the plan of one sentence and shapes its end. */
final class Planner {

    private static final int PRIMARY = 'ˈ';
    private static final int SECONDARY = 'ˌ';
    private static final String VOWELS = "aeiouyæɐɑɒɔəɚɛɜɝɪɨʉʊʌᵻ";

    private final LoadedModel model;
    private final Layout layout;
    private final PhonemeIds.Encoded encoded;
    private final Scales scales;
    private final Intonation intonation;
    private final Manner manner;

    Planner(LoadedModel model, Layout layout, PhonemeIds.Encoded encoded, Scales scales, Intonation intonation, Manner manner) {
        this.model = model;
        this.layout = layout;
        this.encoded = encoded;
        this.scales = scales;
        this.intonation = intonation;
        this.manner = manner;
    }

    Plan make(StopSignal stop) throws BourdonException {
        try (Tensors outputs = model.run(inputs(), stop)) {
            Plan plan = plan(outputs);
            if (intonation == Intonation.RISING) {
                plan.bend(plan.begin(lastStressedVowel()), manner.riseFrom(), manner.riseTo());
            }
            return plan;
        }
    }

    /** Makes the plan and has the engine give working memory back. */
    Plan trim(StopSignal stop) throws BourdonException {
        try (Tensors outputs = model.runAndTrim(inputs(), stop)) {
            return plan(outputs);
        }
    }

    /** The row to begin with: begin's own rows are silence, of which only the lead is wanted. */
    int firstRow(Plan plan) {
        return Math.max(0, (int) Math.floor(plan.duration(0)) - layout.rows(manner.leadMs()));
    }

    private Tensors inputs() {
        int length = encoded.ids().length;
        return Tensors.of(Map.of("input", Tensor.Longs.of(encoded.ids(), 1, length), "input_lengths", Tensor.Longs.of(new long[] {length}, 1),
                "scales", scales.tensor()));
    }

    private Plan plan(Tensors outputs) throws BourdonException {
        Tensor.Floats frames = outputs.floats("frames");
        Tensor.Floats durations = outputs.floats("durations");
        long[] shape = frames.shape();
        if (shape.length != 3 || shape[1] < 1 || shape[2] != layout.width() || durations.data().remaining() != encoded.ids().length) {
            throw new BourdonException(ErrorCode.ENGINE_FAILED, layout.plan().getFileName() + " gave " + Arrays.toString(shape)
                    + " rows and " + durations.data().remaining() + " durations for " + encoded.ids().length + " ids");
        }
        return new Plan(layout, frames, durations);
    }

    /** Index of the vowel behind the last primary stress, else behind the last secondary one, else of the last vowel. */
    private int lastStressedVowel() {
        int behind = Math.max(last(PRIMARY), 0);
        if (behind == 0) {
            behind = Math.max(last(SECONDARY), 0);
        }
        int[] phonemes = encoded.phonemes();
        if (behind > 0) {
            for (int id = behind; id < phonemes.length; id++) {
                if (vowel(phonemes[id])) {
                    return id;
                }
            }
        }
        for (int id = phonemes.length - 1; id > 0; id--) {
            if (vowel(phonemes[id]) && !vowelBefore(id)) {
                return id;
            }
        }
        return 0;
    }

    private int last(int phoneme) {
        int[] phonemes = encoded.phonemes();
        int id = phonemes.length - 1;
        while (id >= 0 && phonemes[id] != phoneme) {
            id--;
        }
        return id;
    }

    /** Whether the vowel is the second half of a diphthong; a pad lies between the halves. */
    private boolean vowelBefore(int id) {
        return id >= 2 && vowel(encoded.phonemes()[id - 2]);
    }

    private static boolean vowel(int phoneme) {
        return phoneme != 0 && VOWELS.indexOf(phoneme) >= 0;
    }
}
