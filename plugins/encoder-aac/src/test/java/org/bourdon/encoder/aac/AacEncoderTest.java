package org.bourdon.encoder.aac;

import java.time.Duration;

import org.bourdon.audio.AudioEncoderFactory;
import org.bourdon.audio.Packing;
import org.bourdon.audio.contract.AudioEncoderContract;
import org.bourdon.audio.contract.Decoded;
import org.bourdon.audio.contract.Ffmpeg;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;

class AacEncoderTest extends AudioEncoderContract {

    private static final int FRAME = 1_024;

    private final AacEncoderFactory factory = new AacEncoderFactory(new org.bourdon.encoder.aac.Ffmpeg("ffmpeg"), 16, Duration.ofSeconds(30));

    @BeforeAll
    static void needFfmpeg() {
        Ffmpeg.assumePresent();
    }

    @AfterEach
    void stop() {
        factory.close();
    }

    @Override
    protected AudioEncoderFactory factory() {
        return factory;
    }

    @Override
    protected Decoded decode(byte[] encoded) throws Exception {
        return Ffmpeg.decode(encoded, "aac");
    }

    @Override
    protected double likeness(int sampleRateHz) {
        return 0.9;
    }

    /** The codec's delay before, and the rest of the last frame after; at 8 kHz a frame is an eighth of a second. */
    @Override
    protected double excessSeconds(Packing packing) {
        return 3.0 * FRAME / 8_000;
    }

    @Override
    protected boolean isValidWithoutSound(byte[] encoded) throws Exception {
        return decode(encoded).samples().length <= 3 * FRAME;
    }
}
