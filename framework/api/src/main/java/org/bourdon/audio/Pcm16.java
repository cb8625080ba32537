package org.bourdon.audio;

/** How a sample becomes a 16-bit integer, everywhere in the same way, so that lossless formats agree to the bit. */
public final class Pcm16 {

    private Pcm16() {
    }

    /** @return −32767 to 32767; beyond ±1 the nearest of these, for NaN 0 */
    public static short of(float sample) {
        return (short) Math.round(Math.clamp(sample, -1f, 1f) * Short.MAX_VALUE);
    }
}
