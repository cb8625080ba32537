package org.bourdon.itest.listener;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ResamplerTest {

    @Test
    void a_tone_that_fits_keeps_its_shape() {
        float[] out = new Resampler(32_000, 16_000).resample(tone(1_000, 32_000));

        float[] wanted = tone(1_000, 16_000);
        for (int i = 200; i < out.length - 200; i++) {
            assertThat(out[i]).as("sample %d", i).isCloseTo(wanted[i], org.assertj.core.data.Offset.offset(1e-4f));
        }
    }

    @Test
    void a_tone_above_the_new_band_does_not_come_back_as_another() {
        float[] out = new Resampler(32_000, 16_000).resample(tone(9_000, 32_000));

        for (int i = 200; i < out.length - 200; i++) {
            assertThat(Math.abs(out[i])).as("sample %d", i).isLessThan(1e-4f);
        }
    }

    private static float[] tone(double hz, int rate) {
        float[] samples = new float[rate / 4];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = (float) Math.sin(2 * Math.PI * hz * i / rate);
        }
        return samples;
    }
}
