package org.bourdon.error;

import java.util.Objects;

/**
 * The one checked exception of the project.
 * <p>
 * The message is one line for a person: what went wrong, where, and what would be valid. It reaches clients as it is.
 */
public final class BourdonException extends Exception {

    private static final long serialVersionUID = 1L;

    private final ErrorCode code;

    public BourdonException(ErrorCode code, String message) {
        super(Objects.requireNonNull(message));
        this.code = Objects.requireNonNull(code);
    }

    public BourdonException(ErrorCode code, String message, Throwable cause) {
        super(Objects.requireNonNull(message), cause);
        this.code = Objects.requireNonNull(code);
    }

    public ErrorCode code() {
        return code;
    }
}
