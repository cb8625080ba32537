package org.bourdon.engine.onnx;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.LongBuffer;

/** Gives native code direct buffers in native order: the buffer itself where it is one, else a copy. The buffer is left as it was. */
final class Buffers {

    private static final ByteOrder NATIVE = ByteOrder.nativeOrder();

    private Buffers() {
    }

    static FloatBuffer direct(FloatBuffer data) {
        return data.isDirect() && data.order() == NATIVE ? data : bytes(data.remaining(), Float.BYTES).asFloatBuffer().put(data.duplicate()).flip();
    }

    static IntBuffer direct(IntBuffer data) {
        return data.isDirect() && data.order() == NATIVE ? data : bytes(data.remaining(), Integer.BYTES).asIntBuffer().put(data.duplicate()).flip();
    }

    static LongBuffer direct(LongBuffer data) {
        return data.isDirect() && data.order() == NATIVE ? data : bytes(data.remaining(), Long.BYTES).asLongBuffer().put(data.duplicate()).flip();
    }

    private static ByteBuffer bytes(int elements, int elementBytes) {
        return ByteBuffer.allocateDirect(Math.multiplyExact(elements, elementBytes)).order(NATIVE);
    }
}
