package org.bourdon.voice.streaming;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.bourdon.error.BourdonException;
import org.bourdon.voice.ModelSet;
import org.bourdon.voice.piper.side.JsonFile;
import org.bourdon.voice.piper.side.SideFile;

/**
 * The {@code streaming} block of a side file: how the two graphs fit together.
 *
 * @param plan         the file of the first graph, in the variant that is spoken with
 * @param vocoder      the file of the second
 * @param hop          samples a row makes
 * @param width        numbers in a row
 * @param tail         samples that reach beyond the rows given
 * @param skip         samples that the vocoder makes before the first row's
 * @param f0           column of the pitch in Hz
 * @param voicing      column of 0 or 1
 * @param phase        column of the pulse's phase at the row's start, 0 to 1
 * @param sampleRateHz of the sound
 */
record Layout(Path plan, Path vocoder, int hop, int width, int tail, int skip, int f0, int voicing, int phase, int sampleRateHz) {

    /** The plan and the vocoder in ONNX's format, and in TorchScript where the side file names such and they are there. */
    static List<ModelSet> variants(SideFile side) throws BourdonException {
        JsonFile json = side.json();
        List<ModelSet> variants = new ArrayList<>();
        variants.add(ModelSet.of(json.fileBeside("streaming.plan"), json.fileBeside("streaming.vocoder")));
        if (json.has("streaming.torchscript")) {
            ModelSet twins = ModelSet.of(json.pathBeside("streaming.torchscript.plan"), json.pathBeside("streaming.torchscript.vocoder"));
            if (twins.files().stream().allMatch(Files::isRegularFile)) {
                variants.add(twins);
            }
        }
        return List.copyOf(variants);
    }

    static Layout of(SideFile side) throws BourdonException {
        return of(side, variants(side).getFirst());
    }

    /** @param models one of the {@link #variants} */
    static Layout of(SideFile side, ModelSet models) throws BourdonException {
        JsonFile json = side.json();
        int hop = json.integer("streaming.hop_length", 8, 8_192);
        int width = json.integer("streaming.frame_width", 4, 4_096);
        return new Layout(models.files().get(0), models.files().get(1), hop, width,
                json.integer("streaming.tail_length", hop, 65_536), json.integer("streaming.skip_samples", 0, hop),
                json.integer("streaming.columns.f0_hz", 0, width - 1), json.integer("streaming.columns.voicing", 0, width - 1),
                json.integer("streaming.columns.phase", 0, width - 1), side.sampleRateHz());
    }

    /** How many rows last so long, rounded up. */
    int rows(int milliseconds) {
        return Math.ceilDiv(milliseconds * sampleRateHz, 1_000 * hop);
    }
}
