package org.bourdon.engine;

import java.nio.Buffer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import java.util.Arrays;

/**
 * Numbers in row-major order with a shape. The elements are the buffer's from its position to its limit.
 * Direct buffers in native order cross into native code without a copy; others are copied once.
 */
public sealed interface Tensor {

    /** The axes from outermost to innermost; their product is the number of elements. */
    long[] shape();

    Buffer data();

    record Floats(FloatBuffer data, long... shape) implements Tensor {

        public Floats {
            check(data, shape);
        }

        /** Copies the values into a direct buffer. */
        public static Floats of(float[] values, long... shape) {
            return new Floats(buffer(values.length).put(values).flip(), shape);
        }

        /** The values, in an array that may be the tensor's own: for who uses it last. Spares a long sentence's sound a copy. */
        public float[] intoArray() {
            if (data.hasArray() && data.array().length == data.remaining()) {
                return data.array();
            }
            float[] values = new float[data.remaining()];
            data.get(data.position(), values);
            return values;
        }

        /** A direct buffer in native order. */
        public static FloatBuffer buffer(int elements) {
            return direct(elements, Float.BYTES).asFloatBuffer();
        }
    }

    record Ints(IntBuffer data, long... shape) implements Tensor {

        public Ints {
            check(data, shape);
        }

        /** Copies the values into a direct buffer. */
        public static Ints of(int[] values, long... shape) {
            return new Ints(direct(values.length, Integer.BYTES).asIntBuffer().put(values).flip(), shape);
        }
    }

    record Longs(LongBuffer data, long... shape) implements Tensor {

        public Longs {
            check(data, shape);
        }

        /** Copies the values into a direct buffer. */
        public static Longs of(long[] values, long... shape) {
            return new Longs(direct(values.length, Long.BYTES).asLongBuffer().put(values).flip(), shape);
        }
    }

    private static ByteBuffer direct(int elements, int elementBytes) {
        return ByteBuffer.allocateDirect(Math.multiplyExact(elements, elementBytes)).order(ByteOrder.nativeOrder());
    }

    private static void check(Buffer data, long[] shape) {
        long elements = 1;
        for (long axis : shape) {
            elements = Math.multiplyExact(elements, axis);
        }
        if (elements != data.remaining()) {
            throw new IllegalArgumentException(
                    "shape " + Arrays.toString(shape) + " needs " + elements + " elements, the buffer holds " + data.remaining());
        }
    }
}
