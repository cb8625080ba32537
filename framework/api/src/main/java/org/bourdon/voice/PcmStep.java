package org.bourdon.voice;

import java.util.Objects;

/**
 * A step of an utterance.
 *
 * @param samples mono PCM at the voice's sample rate, nominally within ±1; handed over, not kept by the voice
 * @param last    whether the utterance ends with it
 */
public record PcmStep(float[] samples, boolean last) {

    public PcmStep {
        Objects.requireNonNull(samples);
    }
}
