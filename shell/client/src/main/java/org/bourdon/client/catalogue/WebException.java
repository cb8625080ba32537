package org.bourdon.client.catalogue;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/** A server that cannot be reached, or does not give what it was asked for. */
final class WebException extends IOException {

    private static final long serialVersionUID = 1L;

    private final boolean passing;
    private final int status;
    private final Duration pause;

    private WebException(String message, boolean passing, int status, Duration pause, Throwable cause) {
        super(message, cause);
        this.passing = passing;
        this.status = status;
        this.pause = pause;
    }

    /** Nothing that another try would mend. */
    static WebException forGood(String message) {
        return new WebException(message, false, 0, Duration.ZERO, null);
    }

    static WebException passing(String message, Throwable cause) {
        return new WebException(message, true, 0, Duration.ZERO, cause);
    }

    /** @param pause that the server asks for before the next try; zero if it does not */
    static WebException answered(int status, String message, Duration pause) {
        boolean passing = status >= 500 && status != 501 && status != 505 || status == 408 || status == 425 || status == 429;
        return new WebException(message, passing, status, pause, null);
    }

    /** Whether it may be different in a while. */
    boolean isPassing() {
        return passing;
    }

    boolean isAnswer(int code) {
        return status == code;
    }

    Optional<Duration> pause() {
        return Optional.of(pause).filter(wanted -> !wanted.isZero());
    }
}
