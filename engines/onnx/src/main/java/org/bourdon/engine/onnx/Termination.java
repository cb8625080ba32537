package org.bourdon.engine.onnx;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession.RunOptions;

/** Stops a run from another thread, and remembers having done so: the error that the run then ends with does not tell. */
final class Termination implements Runnable {

    private final RunOptions options;
    private volatile boolean fired;

    Termination(RunOptions options) {
        this.options = options;
    }

    boolean fired() {
        return fired;
    }

    @Override
    public void run() {
        fired = true;
        try {
            options.setTerminate(true);
        } catch (OrtException e) {
            throw new IllegalStateException("ONNX Runtime does not take the order to stop: " + Failures.line(e), e);
        }
    }
}
