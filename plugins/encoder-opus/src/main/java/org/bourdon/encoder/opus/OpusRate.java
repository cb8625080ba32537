package org.bourdon.encoder.opus;

/** The sample rates that Opus encodes. */
final class OpusRate {

    /** The clock of every Opus stream, whatever it was encoded from. */
    static final int CLOCK_HZ = 48_000;

    private static final int[] RATES_HZ = {8_000, 12_000, 16_000, 24_000, CLOCK_HZ};

    private OpusRate() {
    }

    /** The least that loses nothing of a sound, or the highest. */
    static int nearest(int sampleRateHz) {
        for (int rate : RATES_HZ) {
            if (rate >= sampleRateHz) {
                return rate;
            }
        }
        return CLOCK_HZ;
    }
}
