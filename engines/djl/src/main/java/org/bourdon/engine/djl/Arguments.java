package org.bourdon.engine.djl;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.Buffer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDManager;

import org.bourdon.engine.Signature;
import org.bourdon.engine.Tensor;
import org.bourdon.engine.TensorSpec;
import org.bourdon.engine.Tensors;

/**
 * The inputs of one run in the order in which {@code forward} takes them. Direct buffers in native order are used in place, others
 * are copied into memory that ends with the run.
 */
final class Arguments {

    private final PtNDManager manager;
    private final Arena memory;

    Arguments(PtNDManager manager, Arena memory) {
        this.manager = manager;
        this.memory = memory;
    }

    NDList of(Signature signature, Tensors inputs) {
        NDList arguments = new NDList(signature.inputs().size());
        for (TensorSpec input : signature.inputs()) {
            arguments.add(array(inputs.byName().get(input.name())));
        }
        return arguments;
    }

    private NDArray array(Tensor tensor) {
        Shape shape = new Shape(tensor.shape());
        return switch (tensor) {
            case Tensor.Floats(var data, var _) -> manager.create(bytes(data, data.order()), shape, DataType.FLOAT32);
            case Tensor.Ints(var data, var _) -> manager.create(bytes(data, data.order()), shape, DataType.INT32);
            case Tensor.Longs(var data, var _) -> manager.create(bytes(data, data.order()), shape, DataType.INT64);
        };
    }

    private ByteBuffer bytes(Buffer data, ByteOrder order) {
        MemorySegment given = MemorySegment.ofBuffer(data);
        if (given.isNative() && order == ByteOrder.nativeOrder()) {
            return given.asByteBuffer().order(order);
        }
        MemorySegment copy = memory.allocate(given.byteSize(), Long.BYTES).copyFrom(given);
        ByteBuffer bytes = copy.asByteBuffer().order(ByteOrder.nativeOrder());
        if (order != ByteOrder.nativeOrder()) {
            swap(bytes, Math.toIntExact(given.byteSize() / data.remaining()));
        }
        return bytes;
    }

    private static void swap(ByteBuffer bytes, int elementBytes) {
        for (int at = 0; at < bytes.limit(); at += elementBytes) {
            if (elementBytes == Integer.BYTES) {
                bytes.putInt(at, Integer.reverseBytes(bytes.getInt(at)));
            } else {
                bytes.putLong(at, Long.reverseBytes(bytes.getLong(at)));
            }
        }
    }
}
