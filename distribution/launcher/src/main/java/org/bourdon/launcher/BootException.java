package org.bourdon.launcher;

/** The daemon cannot start; the message is one line for a person. */
final class BootException extends Exception {

    private static final long serialVersionUID = 1L;

    BootException(String message) {
        super(message);
    }

    BootException(String message, Throwable cause) {
        super(message, cause);
    }
}
