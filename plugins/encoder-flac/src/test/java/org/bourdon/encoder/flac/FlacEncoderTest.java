package org.bourdon.encoder.flac;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Random;

import org.bourdon.audio.AudioEncoderFactory;
import org.bourdon.audio.Packing;
import org.bourdon.audio.contract.AudioEncoderContract;
import org.bourdon.audio.contract.Decoded;
import org.bourdon.audio.contract.Ffmpeg;
import org.bourdon.audio.contract.TestSound;
import org.junit.jupiter.api.Test;

class FlacEncoderTest extends AudioEncoderContract {

    private static final int STREAM_INFO = 42;

    @Override
    protected AudioEncoderFactory factory() {
        return new FlacEncoderFactory();
    }

    @Override
    protected Decoded decode(byte[] encoded) throws Exception {
        return Ffmpeg.decode(encoded, "flac");
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
        return encoded.length == STREAM_INFO;
    }

    @Test
    void noise_a_tone_silence_and_a_square_wave_survive_to_the_bit() throws Exception {
        Random random = new Random(3);
        float[] sound = new float[40_000];
        for (int i = 0; i < sound.length; i++) {
            sound[i] = switch (i / 8_000) {
                case 0 -> random.nextFloat() * 2 - 1;
                case 1 -> (float) Math.sin(i * 0.05);
                case 2 -> 0;
                case 3 -> i / 40 % 2 == 0 ? 1 : -1;
                default -> random.nextInt(100) == 0 ? 1 : 0;
            };
        }
        for (int length : new int[] {sound.length, 1, 3, 4_097}) {
            float[] part = Arrays.copyOf(sound, length);
            int[] decoded = integers(decode(encode(Packing.FILE, 16_000, List.of(part))).samples(), 32_768);
            assertThat(decoded).as("%d samples", length).isEqualTo(integers(part, 32_767));
        }
    }

    @Test
    void speech_takes_about_half_of_its_samples_bytes() throws Exception {
        float[] sound = TestSound.speechLike(2, 32_000);

        int file = encode(Packing.FILE, 32_000, List.of(sound)).length;
        int live = encode(Packing.LIVE, 32_000, List.of(sound)).length;
        assertThat(file / (2.0 * sound.length)).as("file").isLessThan(0.6);
        assertThat((double) live / file).as("live to file").isBetween(0.85, 1.1);
    }

    private static int[] integers(float[] samples, int fullScale) {
        int[] integers = new int[samples.length];
        for (int i = 0; i < integers.length; i++) {
            integers[i] = (int) Math.rint(samples[i] * fullScale);
        }
        return integers;
    }
}
