package org.bourdon.gateway.sound;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

import org.bourdon.audio.AudioEncoderFactory;
import org.bourdon.audio.Packing;
import org.bourdon.audio.contract.AudioEncoderContract;
import org.bourdon.audio.contract.Decoded;
import org.bourdon.audio.contract.Ffmpeg;
import org.bourdon.audio.contract.TestSound;
import org.junit.jupiter.api.Test;

class WavFormatTest extends AudioEncoderContract {

    private static final int HEADER = 44;

    @Override
    protected AudioEncoderFactory factory() {
        return new WavFormat();
    }

    @Override
    protected Decoded decode(byte[] encoded) {
        ByteBuffer bytes = ByteBuffer.wrap(encoded).order(ByteOrder.LITTLE_ENDIAN);
        long told = Integer.toUnsignedLong(bytes.getInt(HEADER - 4));
        assertThat(told).as("the size that the header tells").isIn((long) encoded.length - HEADER, 0xFFFF_FFFFL);
        float[] samples = new float[(encoded.length - HEADER) / Short.BYTES];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = bytes.getShort(HEADER + Short.BYTES * i) / 32_768f;
        }
        return new Decoded(samples, bytes.getInt(24));
    }

    @Test
    void other_programs_read_a_file() throws Exception {
        float[] sound = TestSound.speechLike(0.3, 22_050);
        Decoded decoded = Ffmpeg.decode(encode(Packing.FILE, 22_050, List.of(sound)), "wav");

        assertThat(decoded.sampleRateHz()).isEqualTo(22_050);
        assertThat(decoded.samples()).hasSameSizeAs(sound);
        assertThat(TestSound.correlation(sound, decoded.samples())).isGreaterThan(0.9999);
    }

    @Override
    protected double likeness(int sampleRateHz) {
        return 1;
    }

    @Override
    protected double excessSeconds(Packing packing) {
        return 0;
    }

    @Override
    protected boolean isValidWithoutSound(byte[] encoded) {
        return encoded.length == HEADER;
    }
}
