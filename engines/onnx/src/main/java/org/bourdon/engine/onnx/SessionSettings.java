package org.bourdon.engine.onnx;

import java.util.Objects;

/**
 * How sessions are opened; see {@link OnnxEngine.Settings}.
 *
 * @param threads in an operator, at least 1
 */
public record SessionSettings(int threads, boolean arena, boolean memoryPattern, boolean spinning, NativeLog log) {

    /** What suits voices: one thread, the arena, nothing else. */
    public static final SessionSettings DEFAULT = new SessionSettings(1, true, false, false, NativeLog.FATAL);

    public SessionSettings {
        Objects.requireNonNull(log);
        if (threads < 1 || threads > 64) {
            throw new IllegalArgumentException("intra.op.threads is " + threads + "; it lies between 1 and 64");
        }
    }
}
