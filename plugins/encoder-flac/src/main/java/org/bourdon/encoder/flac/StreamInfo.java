package org.bourdon.encoder.flac;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** What a FLAC stream begins with; the length, the frames' sizes and the digest are known only in the end. */
final class StreamInfo {

    private static final int LENGTH = 34;
    private static final int LAST_BLOCK = 0x80;
    private static final long MOST_SAMPLES = (1L << 36) - 1;

    private final int sampleRateHz;
    private final int blockSize;
    private final MessageDigest digest;
    private long samples;
    private int smallestFrame = Integer.MAX_VALUE;
    private int largestFrame;

    StreamInfo(int sampleRateHz, int blockSize) {
        this.sampleRateHz = sampleRateHz;
        this.blockSize = blockSize;
        try {
            digest = MessageDigest.getInstance("MD5");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has MD5", e);
        }
    }

    void add(int[] block, int frameBytes) {
        samples += block.length;
        smallestFrame = Math.min(smallestFrame, frameBytes);
        largestFrame = Math.max(largestFrame, frameBytes);
        ByteBuffer bytes = ByteBuffer.allocate(block.length * Short.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (int sample : block) {
            bytes.putShort((short) sample);
        }
        digest.update(bytes.array());
    }

    byte[] ofUnknownLength() {
        return write(0, 0, 0, new byte[digest.getDigestLength()]);
    }

    /** Once, when everything is added. */
    byte[] complete() {
        return write(samples == 0 ? 0 : smallestFrame, largestFrame, Math.min(samples, MOST_SAMPLES), digest.digest());
    }

    private byte[] write(int smallest, int largest, long length, byte[] md5) {
        ByteBuffer bytes = ByteBuffer.allocate(8 + LENGTH);
        bytes.put("fLaC".getBytes(StandardCharsets.US_ASCII)).putInt(LAST_BLOCK << 24 | LENGTH);
        bytes.putShort((short) blockSize).putShort((short) blockSize);
        put24(bytes, smallest);
        put24(bytes, largest);
        int channels = 1;
        int depth = 16;
        bytes.putLong((long) sampleRateHz << 44 | (channels - 1L) << 41 | (depth - 1L) << 36 | length);
        return bytes.put(md5).array();
    }

    private static void put24(ByteBuffer bytes, int value) {
        bytes.put((byte) (value >> 16)).putShort((short) value);
    }
}
