package org.bourdon.client;

/** The daemon has closed the connection or is about to: a new one may take its place. */
public final class DaemonLeftException extends ClientException {

    private static final long serialVersionUID = 1L;

    public DaemonLeftException(String message) {
        super(ExitCode.DAEMON_GONE, message);
    }

    public DaemonLeftException(String message, Throwable cause) {
        super(ExitCode.DAEMON_GONE, message, cause);
    }

    /** Whether it has said so itself. */
    boolean wasAnnounced() {
        return getCause() == null;
    }
}
