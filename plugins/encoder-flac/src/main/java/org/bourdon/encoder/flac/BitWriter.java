package org.bourdon.encoder.flac;

import java.util.Arrays;

/** Bits, the most significant first. */
final class BitWriter {

    private byte[] bytes;
    private int length;
    private long pending;
    private int pendingBits;

    BitWriter(int expectedBytes) {
        bytes = new byte[expectedBytes];
    }

    /** @param bits 0 to 32; of {@code value} the lowest */
    void put(int value, int bits) {
        pending = pending << bits | value & (1L << bits) - 1;
        pendingBits += bits;
        while (pendingBits >= 8) {
            pendingBits -= 8;
            append((byte) (pending >> pendingBits));
        }
    }

    /** That many zeros, then a one. */
    void putUnary(int zeros) {
        int left = zeros;
        while (left >= 32) {
            put(0, 32);
            left -= 32;
        }
        put(1, left + 1);
    }

    void fillByte() {
        put(0, -pendingBits & 7);
    }

    byte[] toBytes() {
        return Arrays.copyOf(bytes, length);
    }

    private void append(byte value) {
        if (length == bytes.length) {
            bytes = Arrays.copyOf(bytes, 2 * length + 16);
        }
        bytes[length++] = value;
    }
}
