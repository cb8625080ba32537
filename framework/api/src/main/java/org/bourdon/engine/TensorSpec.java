package org.bourdon.engine;

import java.util.List;

/**
 * One input or output of a model.
 *
 * @param shape the axes from outermost to innermost; a free one is {@code -1}; empty where the type is untold
 */
public record TensorSpec(String name, ElementType type, List<Long> shape) {

    /** The element types that voices use; a model may have others, which are {@code OTHER} here, or not tell: {@code UNTOLD}. */
    public enum ElementType { FLOAT32, INT32, INT64, OTHER, UNTOLD }

    public TensorSpec {
        shape = List.copyOf(shape);
    }

    /** One of which the model tells no more than the name, and perhaps not even that: any tensor may go in, or come out. */
    public static TensorSpec untold(String name) {
        return new TensorSpec(name, ElementType.UNTOLD, List.of());
    }
}
