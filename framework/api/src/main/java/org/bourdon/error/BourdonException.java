package org.bourdon.error;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * The one checked exception of the project.
 * <p>
 * The message is one line for a person: what went wrong, where, and what would be valid. It reaches clients as it is.
 */
public final class BourdonException extends Exception {

    private static final long serialVersionUID = 1L;

    private final ErrorCode code;
    private final transient Optional<Duration> retryAfter;

    public BourdonException(ErrorCode code, String message) {
        super(Objects.requireNonNull(message));
        this.code = Objects.requireNonNull(code);
        this.retryAfter = Optional.empty();
    }

    /** @param retryAfter when the same request may succeed, as far as can be told; positive */
    public BourdonException(ErrorCode code, String message, Duration retryAfter) {
        super(Objects.requireNonNull(message));
        this.code = Objects.requireNonNull(code);
        this.retryAfter = Optional.of(retryAfter);
    }

    public BourdonException(ErrorCode code, String message, Throwable cause) {
        super(Objects.requireNonNull(message), cause);
        this.code = Objects.requireNonNull(code);
        this.retryAfter = cause instanceof BourdonException known ? known.retryAfter() : Optional.empty();
    }

    public ErrorCode code() {
        return code;
    }

    /** After how long the same request may succeed; empty when nothing is known about that. */
    public Optional<Duration> retryAfter() {
        return retryAfter;
    }
}
