package org.bourdon.client;

/** Whoever read our output has had enough, as {@code head} does: a reason to stop, not an error. */
final class ReaderGoneException extends ClientException {

    private static final long serialVersionUID = 1L;

    ReaderGoneException() {
        super(ExitCode.DONE, "the reader of the output went away");
    }
}
