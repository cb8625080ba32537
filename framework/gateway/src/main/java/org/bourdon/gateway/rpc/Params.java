package org.bourdon.gateway.rpc;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

import org.bourdon.error.BourdonException;
import org.bourdon.error.ErrorCode;

import com.fasterxml.jackson.databind.JsonNode;

/** The parameters of a request, read by name and type; what does not fit is named. */
final class Params {

    private final String method;
    private final JsonNode node;

    /** @throws BourdonException INVALID_REQUEST for a parameter that is not among {@code known} */
    Params(String method, JsonNode node, List<String> known) throws BourdonException {
        this.method = method;
        this.node = node;
        for (String name : (Iterable<String>) node::fieldNames) {
            if (!known.contains(name)) {
                throw invalid(method + " does not know the parameter '" + name + "'; it knows "
                        + (known.isEmpty() ? "none" : String.join(", ", known)));
            }
        }
    }

    String text(String name) throws BourdonException {
        return optionalText(name).orElseThrow(() -> invalid(method + " needs the parameter '" + name + "', a string"));
    }

    Optional<String> optionalText(String name) throws BourdonException {
        return optional(name, JsonNode::isTextual, "a string").map(JsonNode::textValue);
    }

    /** Without repetitions; empty when there are none. */
    Set<String> texts(String name) throws BourdonException {
        Optional<JsonNode> value = optional(name, Params::isListOfTexts, "an array of strings");
        Set<String> texts = new LinkedHashSet<>();
        value.ifPresent(array -> array.forEach(text -> texts.add(text.textValue())));
        return texts;
    }

    private static boolean isListOfTexts(JsonNode value) {
        return value.isArray() && value.valueStream().allMatch(JsonNode::isTextual);
    }

    OptionalDouble number(String name) throws BourdonException {
        Optional<JsonNode> value = optional(name, JsonNode::isNumber, "a number");
        return value.isPresent() ? OptionalDouble.of(value.get().doubleValue()) : OptionalDouble.empty();
    }

    boolean flag(String name) throws BourdonException {
        return optional(name, JsonNode::isBoolean, "true or false").map(JsonNode::booleanValue).orElse(false);
    }

    /** The id of another request. */
    JsonNode requestId() throws BourdonException {
        return optional("request", value -> value.isTextual() || value.isNumber(), "the id of a request")
                .orElseThrow(() -> invalid(method + " needs the parameter 'request', the id of a request"));
    }

    private Optional<JsonNode> optional(String name, java.util.function.Predicate<JsonNode> fits, String what) throws BourdonException {
        JsonNode value = node.path(name);
        if (value.isMissingNode() || value.isNull()) {
            return Optional.empty();
        }
        if (!fits.test(value)) {
            throw invalid(method + ": the parameter '" + name + "' is " + what);
        }
        return Optional.of(value);
    }

    private static BourdonException invalid(String message) {
        return new BourdonException(ErrorCode.INVALID_REQUEST, message);
    }
}
