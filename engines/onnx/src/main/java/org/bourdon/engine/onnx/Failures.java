package org.bourdon.engine.onnx;

import ai.onnxruntime.OrtException;

import org.bourdon.error.BourdonException;
import org.bourdon.error.ErrorCode;

/** What ONNX Runtime's errors are called here. */
final class Failures {

    private Failures() {
    }

    static BourdonException opening(String model, OrtException e) {
        return switch (e.getCode()) {
            case ORT_ENGINE_ERROR, ORT_EP_FAIL, ORT_DEVICE_RESET, ORT_JAVA_UNKNOWN ->
                new BourdonException(ErrorCode.ENGINE_FAILED, "ONNX Runtime could not open " + model + ": " + line(e), e);
            default -> new BourdonException(ErrorCode.INVALID_REQUEST, model + " is damaged or no ONNX model: " + line(e), e);
        };
    }

    static BourdonException running(String model, OrtException e) {
        return new BourdonException(ErrorCode.ENGINE_FAILED, "ONNX Runtime could not run " + model + ": " + line(e), e);
    }

    static BourdonException cancelled(String model) {
        return new BourdonException(ErrorCode.CANCELLED, "the run of " + model + " was stopped");
    }

    /** The native side's messages run over several lines. */
    static String line(Throwable e) {
        return String.valueOf(e.getMessage()).strip().replaceAll("\\s*\\R\\s*", " ");
    }
}
