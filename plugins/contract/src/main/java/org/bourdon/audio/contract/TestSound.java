package org.bourdon.audio.contract;

import java.util.Random;

/** Sound for tests: voiced and hissing by turns, with pauses, as speech is. */
public final class TestSound {

    private static final double PITCH_HZ = 110;
    private static final double SYLLABLES_A_SECOND = 3.3;

    private TestSound() {
    }

    public static float[] speechLike(double seconds, int sampleRateHz) {
        Random random = new Random(7);
        float[] samples = new float[(int) Math.round(seconds * sampleRateHz)];
        for (int i = 0; i < samples.length; i++) {
            double at = (double) i / sampleRateHz;
            double beat = at * SYLLABLES_A_SECOND % 1;
            double loudness = beat < 0.85 ? Math.sin(Math.PI * beat / 0.85) : 0;
            double sample = 0;
            for (int harmonic = 1; harmonic <= 20; harmonic++) {
                double frequency = PITCH_HZ * harmonic * (1 + 0.1 * Math.sin(at));
                sample += frequency < 3_500 ? Math.sin(2 * Math.PI * PITCH_HZ * harmonic * (at - 0.1 * Math.cos(at))) / harmonic : 0;
            }
            double hiss = beat < 0.15 ? 0.05 * random.nextGaussian() : 0;
            samples[i] = (float) (loudness * (0.35 * sample + hiss));
        }
        return samples;
    }

    /** How alike two sounds are, at most 1: the correlation of what both have, with no shift in time. */
    public static double correlation(float[] one, float[] other) {
        double product = 0;
        double power = 0;
        double otherPower = 0;
        for (int i = 0; i < Math.min(one.length, other.length); i++) {
            product += (double) one[i] * other[i];
            power += (double) one[i] * one[i];
            otherPower += (double) other[i] * other[i];
        }
        return product / Math.sqrt(power * otherPower + 1e-20);
    }
}
