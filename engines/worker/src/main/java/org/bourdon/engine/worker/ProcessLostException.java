package org.bourdon.engine.worker;

/** An engine's process is of no use any more: it has died, was killed because it did not answer, or answered nonsense. */
final class ProcessLostException extends Exception {

    private static final long serialVersionUID = 1L;

    private final boolean silent;

    /**
     * @param message what happened, to go on after "the engine process 123 …"
     * @param silent  whether it was killed because it did not answer
     */
    ProcessLostException(String message, boolean silent, Throwable cause) {
        super(message, cause);
        this.silent = silent;
    }

    boolean silent() {
        return silent;
    }
}
