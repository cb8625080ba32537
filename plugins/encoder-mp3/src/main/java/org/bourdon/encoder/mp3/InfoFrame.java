package org.bourdon.encoder.mp3;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * The silent frame at the head of a file with the "Info" and "LAME" tags: how many frames follow, and how many samples at either end of
 * the decoded sound are the codec's own, so that players show the true length and play without gaps.
 */
final class InfoFrame {

    private static final int ENCODER_DELAY = 576;
    private static final int MOST_PADDING = 0xFFF;
    private static final int TOC_ENTRIES = 100;
    private static final int FRAMES_BYTES_TOC_AND_QUALITY = 0b1111;
    private static final int CONSTANT_BIT_RATE = 1;
    private static final int QUALITY = 50;
    /** The version whose port the library is, as players expect it to be written. */
    private static final String ENCODER = "LAME3.98r";

    private final int bitRateKbps;
    private final int sampleRateHz;
    private final boolean mpeg1;
    private final Crc16 music = new Crc16();
    private long bytes;

    InfoFrame(int sampleRateHz, int bitRateKbps) {
        this.sampleRateHz = sampleRateHz;
        this.bitRateKbps = bitRateKbps;
        this.mpeg1 = sampleRateHz >= 32_000;
    }

    /** Counts the frames of sound. */
    void add(byte[] encoded) {
        bytes += encoded.length;
        music.add(encoded, encoded.length);
    }

    byte[] ofUnknownLength() {
        return write(0, 0, 0);
    }

    byte[] complete(int frames, long samples) {
        long decoded = (long) frames * samplesInFrame();
        return write(frames, bytes + length(), (int) Math.clamp(decoded - ENCODER_DELAY - samples, 0, MOST_PADDING));
    }

    private byte[] write(int frames, long fileBytes, int padding) {
        int allBytes = (int) Math.min(fileBytes, 0xFFFF_FFFFL);
        ByteBuffer frame = ByteBuffer.allocate(length());
        frame.putInt(header()).position(Integer.BYTES + (mpeg1 ? 17 : 9));
        frame.put(ascii("Info")).putInt(FRAMES_BYTES_TOC_AND_QUALITY).putInt(frames).putInt(allBytes);
        for (int i = 0; i < TOC_ENTRIES; i++) {
            frame.put((byte) (256 * i / TOC_ENTRIES));
        }
        frame.putInt(QUALITY);
        frame.put(ascii(ENCODER)).put((byte) CONSTANT_BIT_RATE).put((byte) 0);
        frame.putInt(0).putShort((short) 0).putShort((short) 0);
        frame.put((byte) 0).put((byte) bitRateKbps);
        int gaps = ENCODER_DELAY << 12 | padding;
        frame.put((byte) (gaps >> 16)).putShort((short) gaps);
        frame.put((byte) sourceRate()).put((byte) 0).putShort((short) 0);
        frame.putInt(allBytes).putShort((short) (fileBytes == 0 ? 0 : music.value()));
        var tag = new Crc16();
        tag.add(frame.array(), frame.position());
        frame.putShort((short) tag.value());
        return frame.array();
    }

    private int header() {
        int version = mpeg1 ? 0b11 : sampleRateHz >= 16_000 ? 0b10 : 0b00;
        int rate = switch (sampleRateHz) {
            case 44_100, 22_050, 11_025 -> 0;
            case 48_000, 24_000, 12_000 -> 1;
            default -> 2;
        };
        int bitRate = mpeg1 ? bitRateKbps / 8 - 3 : bitRateKbps / 8;
        int layer3 = 0b01;
        int mono = 0b11;
        return 0xFFE0_0000 | version << 19 | layer3 << 17 | 1 << 16 | bitRate << 12 | rate << 10 | mono << 6 | 1 << 2;
    }

    private int sourceRate() {
        return (sampleRateHz <= 32_000 ? 0 : sampleRateHz <= 44_100 ? 1 : 2) << 6;
    }

    private int samplesInFrame() {
        return mpeg1 ? 1152 : 576;
    }

    private int length() {
        return samplesInFrame() / 8 * bitRateKbps * 1000 / sampleRateHz;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
