package org.bourdon.core.session;

/**
 * Samples as little-endian integers and as floats, there and back without a change up to 24 bits. Full scale is −1; the highest integer
 * lies just below 1.
 */
final class IntegerPcm {

    private IntegerPcm() {
    }

    /** @param bitDepth 8, unsigned, or 16, 24 or 32; of 32 bits the lowest are rounded away */
    static float[] decode(byte[] bytes, int bitDepth) {
        int width = bitDepth / Byte.SIZE;
        float scale = 1f / (1L << bitDepth - 1);
        float[] samples = new float[bytes.length / width];
        for (int i = 0, at = 0; i < samples.length; i++, at += width) {
            samples[i] = scale * (width == 1 ? (bytes[at] & 0xff) - 128 : integer(bytes, at, width));
        }
        return samples;
    }

    private static int integer(byte[] bytes, int at, int width) {
        int value = bytes[at + width - 1];
        for (int i = width - 2; i >= 0; i--) {
            value = value << Byte.SIZE | bytes[at + i] & 0xff;
        }
        return value;
    }

    /** The nearest integers; beyond full scale the outermost ones, for NaN 0. */
    static byte[] encode(float[] samples, int bitDepth) {
        int width = bitDepth / Byte.SIZE;
        double scale = 1L << bitDepth - 1;
        byte[] bytes = new byte[samples.length * width];
        int at = 0;
        for (float sample : samples) {
            long value = Math.clamp(Math.round(sample * scale), (long) -scale, (long) scale - 1);
            if (width == 1) {
                value += 128;
            }
            for (int i = 0; i < width; i++, value >>= Byte.SIZE) {
                bytes[at++] = (byte) value;
            }
        }
        return bytes;
    }
}
