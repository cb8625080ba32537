package org.bourdon.encoder.opus;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** The pages of one logical Ogg stream; every packet here fits its page. */
final class OggPages {

    private static final int HEADER_BYTES = 27;
    private static final int CHECKSUM_AT = 22;
    private static final int FIRST = 2;
    private static final int LAST = 4;
    private static final int MOST_SEGMENTS = 255;
    private static final int FULL_SEGMENT = 255;
    /** Ids must differ among streams in one file; here there is always one. */
    private static final int SERIAL = 0x0B0D0;
    private static final int[] CRC = new int[256];

    static {
        for (int i = 0; i < CRC.length; i++) {
            int value = i << 24;
            for (int bit = 0; bit < 8; bit++) {
                value = value < 0 ? value << 1 ^ 0x04C1_1DB7 : value << 1;
            }
            CRC[i] = value;
        }
    }

    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
    private final ByteArrayOutputStream segments = new ByteArrayOutputStream();
    private int number;
    private int packets;

    void add(byte[] packet) {
        for (int left = packet.length; left >= 0; left -= FULL_SEGMENT) {
            segments.write(Math.min(left, FULL_SEGMENT));
        }
        body.writeBytes(packet);
        packets++;
    }

    /** How many packets wait for their page. */
    int waiting() {
        return packets;
    }

    /** Whether one more packet of this length would be too much for the page. */
    boolean wouldOverflow(int packetLength) {
        return segments.size() + packetLength / FULL_SEGMENT + 1 > MOST_SEGMENTS;
    }

    /**
     * Makes a page of what waits.
     *
     * @param granule the stream's clock at the end of the page
     */
    byte[] page(long granule, boolean last) {
        byte[] lengths = segments.toByteArray();
        ByteBuffer page = ByteBuffer.allocate(HEADER_BYTES + lengths.length + body.size()).order(ByteOrder.LITTLE_ENDIAN);
        page.put("OggS".getBytes(StandardCharsets.US_ASCII)).put((byte) 0).put((byte) ((number == 0 ? FIRST : 0) | (last ? LAST : 0)));
        page.putLong(granule).putInt(SERIAL).putInt(number++).putInt(0);
        page.put((byte) lengths.length).put(lengths).put(body.toByteArray());
        page.putInt(CHECKSUM_AT, checksum(page.array()));
        body.reset();
        segments.reset();
        packets = 0;
        return page.array();
    }

    private static int checksum(byte[] bytes) {
        int crc = 0;
        for (byte next : bytes) {
            crc = crc << 8 ^ CRC[crc >>> 24 ^ next & 0xFF];
        }
        return crc;
    }
}
