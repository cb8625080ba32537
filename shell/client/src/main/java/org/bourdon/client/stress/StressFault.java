package org.bourdon.client.stress;

import java.util.Objects;

import org.bourdon.client.ClientException;
import org.bourdon.client.DaemonLeftException;
import org.bourdon.client.ExitCode;

/** The daemon broke a promise of its protocol; what comes over the same connection afterwards means nothing. */
final class StressFault extends ClientException {

    private static final long serialVersionUID = 1L;

    private final String kind;

    StressFault(String kind, String message) {
        super(ExitCode.DAEMON_FAILED, message);
        this.kind = Objects.requireNonNull(kind);
    }

    /** The name under which a soak counts the failure. */
    static String kindOf(ClientException failure) {
        return switch (failure) {
            case StressFault fault -> fault.kind;
            case DaemonLeftException _ -> "CONNECTION_LOST";
            default -> failure.code() == ExitCode.DAEMON_GONE ? "UNANSWERED" : "REFUSED";
        };
    }
}
