package org.bourdon.engine;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Objects;

/** Where a model comes from. */
public sealed interface ModelSource {

    /** The file name, which tells engines whether they can read it. */
    String name();

    /** A model in a file; further files that it refers to lie beside it. */
    record File(Path path) implements ModelSource {

        public File {
            Objects.requireNonNull(path);
        }

        @Override
        public String name() {
            return path.getFileName().toString();
        }
    }

    /**
     * A model in memory, as a bundle carries it.
     *
     * @param content the whole file; read from its position to its limit, never changed
     */
    record Bytes(String name, ByteBuffer content) implements ModelSource {

        public Bytes {
            Objects.requireNonNull(name);
            content = content.asReadOnlyBuffer();
        }
    }
}
