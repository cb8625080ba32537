package org.bourdon.client;

/** Whoever read our output has had enough, as {@code head} does: a reason to stop, not an error. */
public final class ReaderGoneException extends ClientException {

    private static final long serialVersionUID = 1L;

    public ReaderGoneException() {
        super(ExitCode.DONE, "the reader of the output went away");
    }
}
