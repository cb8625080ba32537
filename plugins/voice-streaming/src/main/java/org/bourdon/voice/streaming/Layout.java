package org.bourdon.voice.streaming;

import java.nio.file.Path;

import com.fasterxml.jackson.databind.JsonNode;

import org.bourdon.error.BourdonException;
import org.bourdon.voice.piper.side.JsonFile;
import org.bourdon.voice.piper.side.SideFile;

/**
 * The {@code streaming} block of a side file: how the two graphs fit together.
 *
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

    static Layout of(SideFile side) throws BourdonException {
        JsonFile json = side.json();
        int hop = json.integer("streaming.hop_length", 8, 8_192);
        int width = json.integer("streaming.frame_width", 4, 4_096);
        return new Layout(json.fileBeside("streaming.plan"), json.fileBeside("streaming.vocoder"), hop, width,
                json.integer("streaming.tail_length", hop, 65_536), json.integer("streaming.skip_samples", 0, hop),
                json.integer("streaming.columns.f0_hz", 0, width - 1), json.integer("streaming.columns.voicing", 0, width - 1),
                json.integer("streaming.columns.phase", 0, width - 1), side.sampleRateHz());
    }

    /** How many rows last so long, rounded up. */
    int rows(int milliseconds) {
        return Math.ceilDiv(milliseconds * sampleRateHz, 1_000 * hop);
    }
}
