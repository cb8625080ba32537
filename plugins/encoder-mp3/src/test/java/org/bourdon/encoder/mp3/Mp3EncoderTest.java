package org.bourdon.encoder.mp3;

import org.bourdon.audio.AudioEncoderFactory;
import org.bourdon.audio.Packing;
import org.bourdon.audio.contract.AudioEncoderContract;
import org.bourdon.audio.contract.Decoded;
import org.bourdon.audio.contract.Ffmpeg;

class Mp3EncoderTest extends AudioEncoderContract {

    @Override
    protected AudioEncoderFactory factory() {
        return new Mp3EncoderFactory();
    }

    @Override
    protected Decoded decode(byte[] encoded) throws Exception {
        return Ffmpeg.decode(encoded, "mp3");
    }

    @Override
    protected double likeness(int sampleRateHz) {
        return 0.98;
    }

    @Override
    protected double excessSeconds(Packing packing) {
        return packing == Packing.FILE ? 0 : 0.3;
    }

    @Override
    protected boolean isValidWithoutSound(byte[] encoded) throws Exception {
        return decode(encoded).seconds() < 0.2;
    }
}
