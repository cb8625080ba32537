package org.bourdon.engine.worker.wire;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Writes the small part of a frame, little-endian. Room for the frame's own header lies before it, so that both leave in one piece. */
public final class HeadWriter {

    private ByteBuffer buffer = allocate(4 * 1024);

    public HeadWriter() {
        clear();
    }

    public HeadWriter clear() {
        buffer.clear().position(Frame.HEADER_BYTES);
        return this;
    }

    public HeadWriter putByte(int value) {
        room(Byte.BYTES).put((byte) value);
        return this;
    }

    public HeadWriter putInt(int value) {
        room(Integer.BYTES).putInt(value);
        return this;
    }

    public HeadWriter putLong(long value) {
        room(Long.BYTES).putLong(value);
        return this;
    }

    /** What is longer than a text may be is cut. */
    public HeadWriter putText(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        int length = Math.min(bytes.length, Frame.LONGEST_TEXT_BYTES);
        room(Integer.BYTES + length).putInt(length).put(bytes, 0, length);
        return this;
    }

    /** Header and head, ready to leave. */
    ByteBuffer finish(Kind kind, int number, long bodyLength) {
        int length = buffer.position() - Frame.HEADER_BYTES;
        if (length > Frame.LONGEST_HEAD_BYTES || bodyLength > Frame.LONGEST_BODY_BYTES) {
            throw new IllegalArgumentException("a frame of " + length + " and " + bodyLength + " bytes is too long");
        }
        buffer.putInt(0, Frame.MAGIC).putInt(4, kind.code()).putInt(8, number).putInt(12, length).putLong(16, bodyLength);
        return buffer.flip();
    }

    private ByteBuffer room(int bytes) {
        if (buffer.remaining() < bytes) {
            ByteBuffer larger = allocate(Math.max(2 * buffer.capacity(), buffer.position() + bytes));
            buffer = larger.put(buffer.flip());
        }
        return buffer;
    }

    private static ByteBuffer allocate(int bytes) {
        return ByteBuffer.allocateDirect(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}
