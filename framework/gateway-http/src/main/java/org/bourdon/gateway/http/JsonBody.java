package org.bourdon.gateway.http;

import java.io.IOException;

import org.bourdon.error.BourdonException;
import org.bourdon.error.ErrorCode;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** JSON in requests and answers. */
public final class JsonBody {

    public static final String MEDIA_TYPE = "application/json";

    private static final int LONGEST = 1_000;
    private static final JsonMapper MAPPER = JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

    private JsonBody() {
    }

    /** @throws BourdonException INVALID_REQUEST for anything but one JSON object */
    public static ObjectNode read(byte[] bytes) throws BourdonException {
        try {
            if (MAPPER.readTree(bytes) instanceof ObjectNode object) {
                return object;
            }
        } catch (JsonProcessingException e) {
            throw new BourdonException(ErrorCode.INVALID_REQUEST, "not JSON: " + e.getOriginalMessage(), e);
        } catch (IOException e) {
            throw new BourdonException(ErrorCode.INVALID_REQUEST, "not JSON: " + e.getMessage(), e);
        }
        throw new BourdonException(ErrorCode.INVALID_REQUEST, "a JSON object is needed");
    }

    public static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    public static byte[] bytes(JsonNode node) {
        try {
            return MAPPER.writeValueAsBytes(node);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree of our own cannot be written", e);
        }
    }

    /** Answers with an error. */
    public static void refuse(Exchange exchange, int status, String code, String message) throws IOException {
        exchange.reply(status, MEDIA_TYPE, bytes(error(status, code, message)));
    }

    /** An error, in the shape of the OpenAI API: {@code {"error":{"message","type","param","code"}}}. */
    public static ObjectNode error(int status, String code, String message) {
        ObjectNode body = object();
        body.putObject("error").put("message", cut(message)).put("type", type(status)).putNull("param").put("code", code);
        return body;
    }

    /** A message as it may go out: what it quotes may be as long as a request. */
    public static String cut(String message) {
        return message.length() <= LONGEST ? message : message.substring(0, LONGEST - (Character.isHighSurrogate(message.charAt(LONGEST - 1)) ? 1 : 0)) + "…";
    }

    private static String type(int status) {
        return switch (status) {
            case 401 -> "authentication_error";
            case 403 -> "permission_error";
            case 429 -> "rate_limit_error";
            default -> status >= 500 ? "server_error" : "invalid_request_error";
        };
    }

    /** Answers with 200. */
    public static void reply(Exchange exchange, JsonNode node) throws IOException {
        exchange.reply(200, MEDIA_TYPE, bytes(node));
    }
}
