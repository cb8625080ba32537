package org.bourdon.engine.djl;

import org.bourdon.error.BourdonException;
import org.bourdon.error.ErrorCode;

/** What PyTorch's errors are called here. */
final class Failures {

    private static final String REASON = "RuntimeError: ";

    private Failures() {
    }

    static BourdonException damaged(String model, String reason) {
        return new BourdonException(ErrorCode.INVALID_REQUEST, model + " is damaged or no TorchScript model: " + reason);
    }

    static BourdonException of(String what, Exception e) {
        return new BourdonException(ErrorCode.ENGINE_FAILED, what + ": " + line(e), e);
    }

    static BourdonException cancelled(String model) {
        return new BourdonException(ErrorCode.CANCELLED, "the run of " + model + " was stopped");
    }

    /** The native side's messages go on with traces of TorchScript and of C++; the reason stands in one line of them. */
    static String line(Throwable e) {
        String message = String.valueOf(e.getMessage()).strip();
        int reason = message.lastIndexOf(REASON);
        String from = reason < 0 ? message : message.substring(reason + REASON.length());
        return from.lines().findFirst().orElse(e.getClass().getSimpleName()).strip();
    }
}
