package org.bourdon.encoder.flac;

/** One block of samples as a frame: header, its checksum, the subframe, the checksum of it all. */
final class Frame {

    private static final int SYNC_FIXED_BLOCK_SIZE = 0xFFF8;
    private static final int RATE_IN_STREAM_INFO = 0;
    private static final int RATE_IN_HEADER = 0b1101;
    private static final int SIZE_IN_HEADER = 0b0111;
    private static final int SIXTEEN_BITS = 0b100;
    private static final int LARGEST_IN_16_BITS = 0xFFFF;

    private Frame() {
    }

    static byte[] of(int[] samples, int number, int sampleRateHz) {
        byte[] header = header(samples.length, number, sampleRateHz);
        var bits = new BitWriter(2 * samples.length + 32);
        for (byte next : header) {
            bits.put(next, 8);
        }
        bits.put(Crc.HEADER.of(header), 8);
        Subframe.shortest(samples).write(bits);
        bits.fillByte();
        bits.put(Crc.FRAME.of(bits.toBytes()), 16);
        return bits.toBytes();
    }

    private static byte[] header(int size, int number, int sampleRateHz) {
        int rate = rateCode(sampleRateHz);
        var bits = new BitWriter(16);
        bits.put(SYNC_FIXED_BLOCK_SIZE, 16);
        bits.put(SIZE_IN_HEADER, 4);
        bits.put(rate, 4);
        bits.put(0, 4);
        bits.put(SIXTEEN_BITS, 3);
        bits.put(0, 1);
        putNumber(bits, number);
        bits.put(size - 1, 16);
        if (rate == RATE_IN_HEADER) {
            bits.put(sampleRateHz, 16);
        }
        return bits.toBytes();
    }

    private static int rateCode(int sampleRateHz) {
        return switch (sampleRateHz) {
            case 88_200 -> 1;
            case 176_400 -> 2;
            case 192_000 -> 3;
            case 8_000 -> 4;
            case 16_000 -> 5;
            case 22_050 -> 6;
            case 24_000 -> 7;
            case 32_000 -> 8;
            case 44_100 -> 9;
            case 48_000 -> 10;
            case 96_000 -> 11;
            default -> sampleRateHz <= LARGEST_IN_16_BITS ? RATE_IN_HEADER : RATE_IN_STREAM_INFO;
        };
    }

    /** As UTF-8 writes a code point, carried on to 31 bits. */
    private static void putNumber(BitWriter bits, int number) {
        if (number < 0x80) {
            bits.put(number, 8);
            return;
        }
        int further = 1;
        while (number >> 6 * further + 6 - further != 0) {
            further++;
        }
        int lead = 0xFF00 >> further + 1 & 0xFF;
        bits.put(lead | number >> 6 * further, 8);
        for (int shift = 6 * (further - 1); shift >= 0; shift -= 6) {
            bits.put(0x80 | number >> shift & 0x3F, 8);
        }
    }
}
