package org.bourdon.itest;

/** The daemon answered a request with an error. */
public final class NativeError extends Exception {

    private static final long serialVersionUID = 1;

    private final int code;
    private final String name;

    /**
     * @param code    as on the wire
     * @param name    such as {@code VOICE_NOT_FOUND}; empty when the error has none
     * @param message one line for a person
     */
    NativeError(int code, String name, String message) {
        super(message);
        this.code = code;
        this.name = name;
    }

    public int code() {
        return code;
    }

    public String errorName() {
        return name;
    }

    @Override
    public String toString() {
        return code + " " + name + ": " + getMessage();
    }
}
