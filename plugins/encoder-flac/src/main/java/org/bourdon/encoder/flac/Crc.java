package org.bourdon.encoder.flac;

/** The two checksums of a frame. */
enum Crc {

    HEADER(8, 0x07),
    FRAME(16, 0x8005);

    private final int bits;
    private final int[] table = new int[256];

    Crc(int bits, int polynomial) {
        this.bits = bits;
        for (int i = 0; i < table.length; i++) {
            int value = i << bits - 8;
            for (int bit = 0; bit < 8; bit++) {
                value = (value >> bits - 1 & 1) != 0 ? value << 1 ^ polynomial : value << 1;
            }
            table[i] = value & (1 << bits) - 1;
        }
    }

    int of(byte[] bytes) {
        int crc = 0;
        for (byte next : bytes) {
            crc = (crc << 8 ^ table[crc >> bits - 8 ^ next & 0xFF]) & (1 << bits) - 1;
        }
        return crc;
    }
}
