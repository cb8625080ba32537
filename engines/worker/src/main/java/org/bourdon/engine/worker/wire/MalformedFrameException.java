package org.bourdon.engine.worker.wire;

import java.io.IOException;

/** What came over the line is no frame of ours. Nothing behind it can be trusted. */
public final class MalformedFrameException extends IOException {

    private static final long serialVersionUID = 1L;

    public MalformedFrameException(String message) {
        super(message);
    }
}
