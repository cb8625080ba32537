package org.bourdon.encoder.opus;

import org.bourdon.audio.AudioEncoderFactory;
import org.bourdon.audio.Packing;
import org.bourdon.audio.contract.AudioEncoderContract;
import org.bourdon.audio.contract.Decoded;
import org.bourdon.audio.contract.Ffmpeg;

class OpusOggEncoderTest extends AudioEncoderContract {

    @Override
    protected AudioEncoderFactory factory() {
        return new OpusEncoderFactory();
    }

    @Override
    protected Decoded decode(byte[] encoded) throws Exception {
        return Ffmpeg.decode(encoded, "ogg");
    }

    @Override
    protected double likeness(int sampleRateHz) {
        return 0.9;
    }

    @Override
    protected double excessSeconds(Packing packing) {
        return 0;
    }

    @Override
    protected boolean isValidWithoutSound(byte[] encoded) throws Exception {
        return decode(encoded).samples().length == 0;
    }
}
