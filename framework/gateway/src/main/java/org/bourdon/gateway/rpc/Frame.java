package org.bourdon.gateway.rpc;

import java.util.Objects;

/**
 * What goes to a client in one piece.
 *
 * @param json    one JSON object in UTF-8, without a line end
 * @param payload bytes that belong to it; empty for most
 */
public record Frame(byte[] json, byte[] payload) {

    private static final byte[] NONE = {};

    public Frame {
        Objects.requireNonNull(json);
        Objects.requireNonNull(payload);
    }

    static Frame of(byte[] json) {
        return new Frame(json, NONE);
    }
}
