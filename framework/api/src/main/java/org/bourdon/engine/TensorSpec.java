package org.bourdon.engine;

import java.util.List;

/**
 * One input or output of a model.
 *
 * @param shape the axes from outermost to innermost; a free one is {@code -1}
 */
public record TensorSpec(String name, ElementType type, List<Long> shape) {

    /** The element types that voices use; a model may have others, which are {@code OTHER} here. */
    public enum ElementType { FLOAT32, INT32, INT64, OTHER }

    public TensorSpec {
        shape = List.copyOf(shape);
    }
}
