package org.bourdon.engine.worker.wire;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Direct memory that is used again and again. One thread; what was taken is valid until {@link #clear}. */
public final class Scratch {

    private static final int KEPT_BYTES = 4 << 20;
    private static final int ALIGNMENT = 8;

    private ByteBuffer chunk = ByteBuffer.allocateDirect(64 * 1024);

    /** A buffer of exactly so many bytes, in native order. */
    public ByteBuffer take(int bytes) {
        if (chunk.remaining() < bytes) {
            // What lies in the old chunk stays valid as long as somebody holds it.
            chunk = ByteBuffer.allocateDirect(Math.max(bytes, Math.min(2 * chunk.capacity(), KEPT_BYTES)));
        }
        ByteBuffer taken = chunk.slice(chunk.position(), bytes).order(ByteOrder.nativeOrder());
        chunk.position(Math.min(chunk.limit(), chunk.position() + (bytes + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT));
        return taken;
    }

    public void clear() {
        if (chunk.capacity() > KEPT_BYTES) {
            chunk = ByteBuffer.allocateDirect(64 * 1024);
        }
        chunk.clear();
    }
}
