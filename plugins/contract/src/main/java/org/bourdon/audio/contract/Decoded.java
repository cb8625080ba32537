package org.bourdon.audio.contract;

/** What a decoder made of an encoder's bytes: mono samples, nominally within ±1. */
public record Decoded(float[] samples, int sampleRateHz) {

    public double seconds() {
        return (double) samples.length / sampleRateHz;
    }
}
