package org.bourdon.engine.onnx;

import ai.onnxruntime.OrtLoggingLevel;

/** What ONNX Runtime prints on stderr by itself. */
public enum NativeLog {
    INFO(OrtLoggingLevel.ORT_LOGGING_LEVEL_INFO),
    WARNING(OrtLoggingLevel.ORT_LOGGING_LEVEL_WARNING),
    ERROR(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR),
    FATAL(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL);

    private final OrtLoggingLevel level;

    NativeLog(OrtLoggingLevel level) {
        this.level = level;
    }

    OrtLoggingLevel level() {
        return level;
    }
}
