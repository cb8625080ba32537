package org.bourdon.client.sound;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** The header of a mono 16-bit WAV file. */
final class Wav {

    static final int HEADER_BYTES = 44;
    /** The most bytes of sound whose sizes the header can tell. */
    static final long MOST_DATA_BYTES = 0xFFFF_FFFFL - (HEADER_BYTES - 8) - 1;
    /** What stands in both size fields while the length is not known; zero would break most readers. */
    private static final int UNKNOWN = 0xFFFF_FFFF;

    private Wav() {
    }

    static ByteBuffer header(int sampleRate, long dataBytes) {
        return header(sampleRate, (int) (dataBytes + HEADER_BYTES - 8), (int) dataBytes);
    }

    static ByteBuffer headerOfUnknownLength(int sampleRate) {
        return header(sampleRate, UNKNOWN, UNKNOWN);
    }

    private static ByteBuffer header(int sampleRate, int riffBytes, int dataBytes) {
        return ByteBuffer.allocate(HEADER_BYTES).order(ByteOrder.LITTLE_ENDIAN)
                .put(ascii("RIFF")).putInt(riffBytes).put(ascii("WAVE"))
                .put(ascii("fmt ")).putInt(16).putShort((short) 1).putShort((short) 1)
                .putInt(sampleRate).putInt(sampleRate * 2).putShort((short) 2).putShort((short) 16)
                .put(ascii("data")).putInt(dataBytes)
                .flip();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
