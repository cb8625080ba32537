package org.bourdon.encoder.aac;

/** Counts the whole frames in a stream that comes in pieces of any length. */
final class AdtsFrames {

    private static final int HEADER_BYTES = 7;
    /** Where the 13 bits of a frame's length begin, header included. */
    private static final int LENGTH_AT = 3;

    private final byte[] header = new byte[HEADER_BYTES];
    private int inHeader;
    private int left;
    private long whole;

    void add(byte[] bytes, int length) {
        int at = 0;
        while (at < length) {
            if (left > 0) {
                int some = Math.min(left, length - at);
                left -= some;
                at += some;
                whole += left == 0 ? 1 : 0;
            } else {
                header[inHeader++] = bytes[at++];
                if (inHeader == HEADER_BYTES) {
                    inHeader = 0;
                    // What is no header has any length; a frame more or less only moves a wait.
                    left = Math.max(1, frameBytes() - HEADER_BYTES);
                }
            }
        }
    }

    private int frameBytes() {
        return (header[LENGTH_AT] & 3) << 11 | (header[LENGTH_AT + 1] & 0xFF) << 3 | (header[LENGTH_AT + 2] & 0xFF) >> 5;
    }

    long whole() {
        return whole;
    }
}
