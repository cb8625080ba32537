package org.bourdon.gateway.rpc;

import java.io.IOException;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** The messages of the native API as bytes. */
final class Json {

    private static final JsonMapper MAPPER = JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

    private Json() {
    }

    static JsonNode read(byte[] bytes, int length) throws IOException {
        return MAPPER.readTree(bytes, 0, length);
    }

    static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    static Frame notification(String method, ObjectNode params) {
        return Frame.of(bytes(message().put("method", method).set("params", params)));
    }

    static Frame notification(String method, ObjectNode params, byte[] payload) {
        return new Frame(bytes(message().put("method", method).set("params", params)), payload);
    }

    static Frame result(JsonNode id, ObjectNode result) {
        ObjectNode message = message();
        message.set("id", id);
        message.set("result", result);
        return Frame.of(bytes(message));
    }

    static Frame error(JsonNode id, RpcError error) {
        ObjectNode message = message();
        message.set("id", id);
        message.set("error", object(error));
        return Frame.of(bytes(message));
    }

    static ObjectNode object(RpcError error) {
        ObjectNode node = object().put("code", error.code()).put("message", error.message());
        ObjectNode data = node.putObject("data").put("error", error.name());
        error.retryAfter().ifPresent(time -> data.put("retry_after_ms", Math.max(1, time.toMillis())));
        return node;
    }

    private static ObjectNode message() {
        return object().put("jsonrpc", "2.0");
    }

    private static byte[] bytes(JsonNode message) {
        try {
            return MAPPER.writeValueAsBytes(message);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree of our own cannot be written", e);
        }
    }
}
