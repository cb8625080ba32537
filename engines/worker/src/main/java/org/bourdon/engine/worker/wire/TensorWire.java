package org.bourdon.engine.worker.wire;

import java.lang.foreign.MemorySegment;
import java.nio.Buffer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.bourdon.engine.Tensor;

/**
 * Tensors in a frame: names, types and shapes in the head, the numbers one after the other in the body, each tensor at a multiple of
 * eight bytes. Direct buffers in native order leave and arrive without a copy.
 */
public final class TensorWire {

    private static final int FLOATS = 0;
    private static final int INTS = 1;
    private static final int LONGS = 2;
    private static final int MOST_TENSORS = 256;
    private static final int MOST_AXES = 16;
    private static final int ALIGNMENT = 8;
    private static final ByteBuffer PADDING = ByteBuffer.allocateDirect(ALIGNMENT).asReadOnlyBuffer();

    private TensorWire() {
    }

    /** Writes the head's part. @return the body, to be sent before {@code scratch} is cleared or a tensor is changed */
    public static List<ByteBuffer> write(HeadWriter head, Map<String, Tensor> tensors, Scratch scratch) {
        List<ByteBuffer> body = new ArrayList<>(2 * tensors.size());
        head.putInt(tensors.size());
        for (Map.Entry<String, Tensor> entry : tensors.entrySet()) {
            long[] shape = entry.getValue().shape();
            head.putText(entry.getKey()).putByte(type(entry.getValue())).putByte(shape.length);
            for (long axis : shape) {
                head.putLong(axis);
            }
            ByteBuffer bytes = bytes(entry.getValue(), scratch);
            int padding = -bytes.remaining() & (ALIGNMENT - 1);
            body.add(bytes);
            if (padding > 0) {
                body.add(PADDING.slice(0, padding));
            }
        }
        return body;
    }

    /** The tensors of a frame; they lie in its body. */
    public static Map<String, Tensor> read(HeadReader head, ByteBuffer body) throws MalformedFrameException {
        int count = head.getCount(MOST_TENSORS);
        Map<String, Tensor> tensors = HashMap.newHashMap(count);
        for (int i = 0; i < count; i++) {
            String name = head.getText();
            int type = head.getByte();
            long[] shape = shape(head);
            ByteBuffer bytes = next(body, elements(shape), type == LONGS ? Long.BYTES : Float.BYTES);
            Tensor tensor = switch (type) {
                case FLOATS -> new Tensor.Floats(bytes.asFloatBuffer(), shape);
                case INTS -> new Tensor.Ints(bytes.asIntBuffer(), shape);
                case LONGS -> new Tensor.Longs(bytes.asLongBuffer(), shape);
                default -> throw new MalformedFrameException("there is no type of elements " + type);
            };
            if (tensors.put(name, tensor) != null) {
                throw new MalformedFrameException("two tensors are called '" + name + "'");
            }
        }
        if (body.hasRemaining()) {
            throw new MalformedFrameException(body.remaining() + " bytes belong to no tensor");
        }
        head.end();
        return tensors;
    }

    private static long[] shape(HeadReader head) throws MalformedFrameException {
        int axes = head.getByte();
        if (axes > MOST_AXES) {
            throw new MalformedFrameException("a tensor has " + axes + " axes; at most " + MOST_AXES + " may be");
        }
        long[] shape = new long[axes];
        for (int axis = 0; axis < axes; axis++) {
            shape[axis] = head.getLong();
        }
        return shape;
    }

    private static long elements(long[] shape) throws MalformedFrameException {
        long elements = 1;
        for (long axis : shape) {
            if (axis < 0 || axis > Frame.LONGEST_BODY_BYTES || (elements *= axis) > Frame.LONGEST_BODY_BYTES) {
                throw new MalformedFrameException("a tensor has the shape " + Arrays.toString(shape));
            }
        }
        return elements;
    }

    private static ByteBuffer next(ByteBuffer body, long elements, int elementBytes) throws MalformedFrameException {
        long bytes = elements * elementBytes;
        long padded = (bytes + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
        if (padded > body.remaining()) {
            throw new MalformedFrameException("a tensor of " + bytes + " bytes is to lie in " + body.remaining());
        }
        ByteBuffer slice = body.slice(body.position(), (int) bytes).order(ByteOrder.nativeOrder());
        body.position(body.position() + (int) padded);
        return slice;
    }

    private static int type(Tensor tensor) {
        return switch (tensor) {
            case Tensor.Floats floats -> FLOATS;
            case Tensor.Ints ints -> INTS;
            case Tensor.Longs longs -> LONGS;
        };
    }

    private static ByteBuffer bytes(Tensor tensor, Scratch scratch) {
        return switch (tensor) {
            case Tensor.Floats(var data, var shape) -> {
                if (sendable(data, data.order())) {
                    yield view(data);
                }
                ByteBuffer copy = scratch.take(Math.multiplyExact(data.remaining(), Float.BYTES));
                copy.asFloatBuffer().put(data.duplicate());
                yield copy;
            }
            case Tensor.Ints(var data, var shape) -> {
                if (sendable(data, data.order())) {
                    yield view(data);
                }
                ByteBuffer copy = scratch.take(Math.multiplyExact(data.remaining(), Integer.BYTES));
                copy.asIntBuffer().put(data.duplicate());
                yield copy;
            }
            case Tensor.Longs(var data, var shape) -> {
                if (sendable(data, data.order())) {
                    yield view(data);
                }
                ByteBuffer copy = scratch.take(Math.multiplyExact(data.remaining(), Long.BYTES));
                copy.asLongBuffer().put(data.duplicate());
                yield copy;
            }
        };
    }

    private static boolean sendable(Buffer data, ByteOrder order) {
        return data.isDirect() && order == ByteOrder.nativeOrder();
    }

    private static ByteBuffer view(Buffer data) {
        return MemorySegment.ofBuffer(data).asByteBuffer();
    }
}
