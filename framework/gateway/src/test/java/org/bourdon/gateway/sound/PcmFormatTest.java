package org.bourdon.gateway.sound;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Random;

import org.junit.jupiter.api.Test;

class PcmFormatTest {

    @Test
    void sixteen_bits_are_the_nearest_step_and_never_beyond_full_scale() {
        Random random = new Random(1);
        float[] samples = new float[100_000];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = random.nextFloat(-1.2f, 1.2f);
        }
        byte[] encoded = PcmFormat.S16LE.bytes(samples);

        short[] steps = new short[samples.length];
        ByteBuffer.wrap(encoded).order(ByteOrder.LITTLE_ENDIAN).asShortBuffer().get(steps);
        for (int i = 0; i < samples.length; i++) {
            assertThat((int) steps[i]).as("sample " + samples[i]).isEqualTo((int) Math.rint(Math.clamp(samples[i], -1f, 1f) * Short.MAX_VALUE));
        }
    }

    @Test
    void what_is_no_number_is_silence() {
        assertThat(PcmFormat.S16LE.bytes(new float[] {Float.NaN, 0, -0f})).containsOnly(0).hasSize(6);
    }

    @Test
    void floats_go_out_as_they_are() {
        float[] samples = {0.5f, -2, 1e-9f};
        float[] back = new float[3];
        ByteBuffer.wrap(PcmFormat.F32LE.bytes(samples)).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(back);

        assertThat(back).containsExactly(samples);
    }
}
