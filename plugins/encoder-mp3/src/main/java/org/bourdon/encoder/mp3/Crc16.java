package org.bourdon.encoder.mp3;

/** The checksum that LAME's tag has of itself and of the sound. */
final class Crc16 {

    private static final int POLYNOMIAL = 0xA001;
    private static final int[] TABLE = new int[256];

    static {
        for (int i = 0; i < TABLE.length; i++) {
            int value = i;
            for (int bit = 0; bit < 8; bit++) {
                value = (value & 1) != 0 ? value >> 1 ^ POLYNOMIAL : value >> 1;
            }
            TABLE[i] = value;
        }
    }

    private int value;

    void add(byte[] bytes, int length) {
        for (int i = 0; i < length; i++) {
            value = value >> 8 ^ TABLE[(value ^ bytes[i]) & 0xFF];
        }
    }

    int value() {
        return value;
    }
}
