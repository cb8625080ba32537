package org.bourdon.gateway.rpc;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** The message that goes before a payload: the same each time but for the payload's length, so it is made once. */
final class PayloadHead {

    private static final String END = "}}";

    private final byte[] beforeLength;

    /** @param params what it says beside the length */
    PayloadHead(String method, ObjectNode params) {
        byte[] whole = Json.notification(method, params.put("payload_length", 0)).json();
        beforeLength = Arrays.copyOf(whole, whole.length - 1 - END.length());
    }

    /** @return empty when there is nothing to carry yet */
    Optional<Frame> frame(byte[] payload) {
        if (payload.length == 0) {
            return Optional.empty();
        }
        byte[] rest = (payload.length + END).getBytes(StandardCharsets.ISO_8859_1);
        byte[] json = Arrays.copyOf(beforeLength, beforeLength.length + rest.length);
        System.arraycopy(rest, 0, json, beforeLength.length, rest.length);
        return Optional.of(new Frame(json, payload));
    }
}
