package org.bourdon.engine.worker.wire;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SocketChannel;
import java.util.List;

/** A connection that frames pass over. One thread at a time. */
public final class Line implements AutoCloseable {

    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private final SocketChannel channel;
    private final ByteBuffer header = ByteBuffer.allocateDirect(Frame.HEADER_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    private ByteBuffer head = ByteBuffer.allocateDirect(4 * 1024).order(ByteOrder.LITTLE_ENDIAN);

    public Line(SocketChannel channel) {
        this.channel = channel;
    }

    /** @param body direct buffers, sent from their position to their limit */
    public void send(Kind kind, int number, HeadWriter head, List<ByteBuffer> body) throws IOException {
        long length = 0;
        ByteBuffer[] all = new ByteBuffer[1 + body.size()];
        for (int i = 0; i < body.size(); i++) {
            all[1 + i] = body.get(i);
            length += body.get(i).remaining();
        }
        all[0] = head.finish(kind, number, length);
        long left = all[0].remaining() + length;
        while (left > 0) {
            left -= channel.write(all);
        }
    }

    public void send(Kind kind, int number, HeadWriter head) throws IOException {
        send(kind, number, head, List.of());
    }

    /** From now on only {@link #post} may be used. */
    public void neverWait() throws IOException {
        channel.configureBlocking(false);
    }

    /** Sends a frame that is nothing but a header. Few enough of these are sent to fit the connection always, if the other end reads. */
    public void post(Kind kind, int number) throws IOException {
        ByteBuffer frame = new HeadWriter().finish(kind, number, 0);
        channel.write(frame);
        if (frame.hasRemaining()) {
            throw new IOException("the other end does not listen");
        }
    }

    /**
     * Waits for the next frame. Its head is valid until the next one is waited for.
     *
     * @param memory for a body
     * @throws EOFException            when the other end is gone
     * @throws MalformedFrameException when what comes is no frame
     */
    public Frame receive(BodyMemory memory) throws IOException {
        fill(header.clear());
        int magic = header.getInt(0);
        int headLength = header.getInt(12);
        long bodyLength = header.getLong(16);
        if (magic != Frame.MAGIC || headLength < 0 || headLength > Frame.LONGEST_HEAD_BYTES || bodyLength < 0 || bodyLength > Frame.LONGEST_BODY_BYTES) {
            throw new MalformedFrameException("not a frame: 0x%08x, %d and %d bytes".formatted(magic, headLength, bodyLength));
        }
        Kind kind = Kind.of(header.getInt(4));
        if (head.capacity() < headLength) {
            head = ByteBuffer.allocateDirect(headLength).order(ByteOrder.LITTLE_ENDIAN);
        }
        head.clear().limit(headLength);
        ByteBuffer body = bodyLength == 0 ? NOTHING.duplicate() : memory.take(kind, (int) bodyLength);
        fill(head, body);
        return new Frame(kind, header.getInt(8), new HeadReader(head.flip()), body.flip());
    }

    private void fill(ByteBuffer... buffers) throws IOException {
        long left = 0;
        for (ByteBuffer buffer : buffers) {
            left += buffer.remaining();
        }
        while (left > 0) {
            long read = buffers.length == 1 ? channel.read(buffers[0]) : channel.read(buffers);
            if (read < 0) {
                throw new EOFException("the other end is gone");
            }
            left -= read;
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
