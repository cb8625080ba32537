package org.bourdon.engine.worker.wire;

import java.nio.ByteBuffer;

/** Where the body of a frame that arrives is put. */
@FunctionalInterface
public interface BodyMemory {

    /** A direct buffer of exactly so many bytes. */
    ByteBuffer take(Kind kind, int bytes);
}
