package org.bourdon.audio;

/** How a sample becomes a 16-bit integer, everywhere in the same way, so that lossless formats agree to the bit. */
public final class Pcm16 {

    private static final int ABOVE_ZERO = 1 << 15;

    private Pcm16() {
    }

    /**
     * Rounds to the nearest step, halves upwards. Plain arithmetic: with calls to see through, it takes a tenth of the synthesis' time.
     *
     * @return −32767 to 32767; beyond ±1 the nearest of these, for NaN 0
     */
    public static short of(float sample) {
        if (sample >= 1) {
            return Short.MAX_VALUE;
        }
        if (sample <= -1) {
            return -Short.MAX_VALUE;
        }
        // Cutting off the fraction rounds down where all is positive.
        return sample == sample ? (short) ((int) ((double) (sample * Short.MAX_VALUE) + ABOVE_ZERO + 0.5) - ABOVE_ZERO) : 0;
    }
}
