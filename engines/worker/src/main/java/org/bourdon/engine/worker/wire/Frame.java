package org.bourdon.engine.worker.wire;

import java.nio.ByteBuffer;

/**
 * One message: a header of 24 bytes, a head of small values and a body of raw bytes. Little-endian, but for the tensors in the body,
 * whose bytes are in the machine's order: both ends live on one machine.
 *
 * @param number of the question that it is, or that it answers
 * @param body   empty where there is none
 */
public record Frame(Kind kind, int number, HeadReader head, ByteBuffer body) {

    static final int MAGIC = 0x31_44_4E_42;
    static final int HEADER_BYTES = 24;
    static final int LONGEST_HEAD_BYTES = 1 << 20;
    static final int LONGEST_TEXT_BYTES = 1 << 16;
    static final long LONGEST_BODY_BYTES = 1L << 29;
}
