package org.bourdon.engine.worker.wire;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;

import org.bourdon.engine.ModelSource;

/** Where a model comes from: a path in the head, or its content in the body. */
public final class SourceWire {

    private static final int FILE = 0;
    private static final int BYTES = 1;

    private SourceWire() {
    }

    /** Writes the head's part. @return the body */
    public static List<ByteBuffer> write(HeadWriter head, ModelSource source) {
        return switch (source) {
            case ModelSource.File(var path) -> {
                head.putByte(FILE).putText(path.toAbsolutePath().toString());
                yield List.of();
            }
            case ModelSource.Bytes(var name, var content) -> {
                head.putByte(BYTES).putText(name);
                ByteBuffer direct = content.isDirect() ? content.duplicate()
                        : ByteBuffer.allocateDirect(content.remaining()).put(content.duplicate()).flip();
                yield List.of(direct);
            }
        };
    }

    public static ModelSource read(HeadReader head, ByteBuffer body) throws MalformedFrameException {
        int from = head.getByte();
        String name = head.getText();
        head.end();
        return switch (from) {
            case FILE -> new ModelSource.File(Path.of(name));
            case BYTES -> new ModelSource.Bytes(name, body);
            default -> throw new MalformedFrameException("models come from files or memory, not from " + from);
        };
    }
}
