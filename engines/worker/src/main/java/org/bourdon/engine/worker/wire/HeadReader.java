package org.bourdon.engine.worker.wire;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Reads the small part of a frame and trusts nothing in it. */
public final class HeadReader {

    private final ByteBuffer buffer;

    HeadReader(ByteBuffer buffer) {
        this.buffer = buffer;
    }

    public int getByte() throws MalformedFrameException {
        return require(Byte.BYTES).get() & 0xFF;
    }

    public int getInt() throws MalformedFrameException {
        return require(Integer.BYTES).getInt();
    }

    public long getLong() throws MalformedFrameException {
        return require(Long.BYTES).getLong();
    }

    /** @param most how many there may be */
    public int getCount(int most) throws MalformedFrameException {
        int count = getInt();
        if (count < 0 || count > most) {
            throw new MalformedFrameException("a frame tells of " + count + " things where at most " + most + " may be");
        }
        return count;
    }

    public String getText() throws MalformedFrameException {
        int length = getCount(Frame.LONGEST_TEXT_BYTES);
        ByteBuffer whole = require(length);
        byte[] bytes = new byte[length];
        whole.get(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /** Every byte has to have been read. */
    public void end() throws MalformedFrameException {
        if (buffer.hasRemaining()) {
            throw new MalformedFrameException(buffer.remaining() + " bytes of a frame mean nothing");
        }
    }

    private ByteBuffer require(int bytes) throws MalformedFrameException {
        if (buffer.remaining() < bytes) {
            throw new MalformedFrameException("a frame ends in the middle of a value");
        }
        return buffer;
    }
}
