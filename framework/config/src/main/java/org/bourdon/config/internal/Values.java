package org.bourdon.config.internal;

import java.util.Arrays;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.Map;
import java.util.stream.Collectors;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import org.bourdon.error.BourdonException;
import org.bourdon.error.ErrorCode;
import org.osgi.service.metatype.AttributeDefinition;

/** JSON checked against a schema. OSGi itself ignores an unknown key and guesses at a wrong type; a person wants to be told. */
final class Values {

    private Values() {
    }

    /** @throws BourdonException INVALID_REQUEST naming the key and what would be valid */
    static Dictionary<String, Object> of(ObjectNode json, Schema schema) throws BourdonException {
        Dictionary<String, Object> values = new Hashtable<>();
        for (Map.Entry<String, JsonNode> entry : json.properties()) {
            AttributeDefinition attribute = schema.attribute(entry.getKey())
                    .orElseThrow(() -> invalid("there is no key \"" + entry.getKey() + "\"; valid keys are " + schema.keys()));
            values.put(entry.getKey(), value(attribute, entry.getValue()));
        }
        for (String key : schema.required()) {
            if (values.get(key) == null) {
                throw invalid("the key \"" + key + "\" is missing");
            }
        }
        return values;
    }

    private static Object value(AttributeDefinition attribute, JsonNode json) throws BourdonException {
        int most = Math.abs(attribute.getCardinality());
        if (most == 0) {
            return scalar(attribute, json);
        }
        if (!json.isArray()) {
            throw wrong(attribute, json, "an array of values, each " + wanted(attribute.getType()));
        }
        if (json.size() > most) {
            throw invalid("\"" + attribute.getID() + "\" has " + json.size() + " values; at most " + most + " are valid");
        }
        Object[] values = new Object[json.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = scalar(attribute, json.get(i));
        }
        return Arrays.copyOf(values, values.length, arrayType(attribute.getType()));
    }

    private static Object scalar(AttributeDefinition attribute, JsonNode json) throws BourdonException {
        Object value = converted(attribute.getType(), json);
        if (value == null) {
            throw wrong(attribute, json, wanted(attribute.getType()));
        }
        String[] options = attribute.getOptionValues();
        if (options != null && options.length > 0 && !Arrays.asList(options).contains(value.toString())) {
            throw wrong(attribute, json, "one of " + Arrays.stream(options).sorted().collect(Collectors.joining(", ")));
        }
        String complaint = attribute.validate(value.toString());
        if (complaint != null && !complaint.isEmpty()) {
            throw wrong(attribute, json, "a value in range (" + attribute.getDescription() + ")");
        }
        return value;
    }

    /** Null where the JSON value is of another type or does not fit. */
    private static Object converted(int type, JsonNode json) {
        boolean whole = json.isIntegralNumber() && json.canConvertToLong();
        long number = whole ? json.longValue() : 0;
        return switch (type) {
            case AttributeDefinition.STRING, AttributeDefinition.PASSWORD -> json.isTextual() ? json.textValue() : null;
            case AttributeDefinition.CHARACTER -> json.isTextual() && json.textValue().length() == 1 ? json.textValue().charAt(0) : null;
            case AttributeDefinition.BOOLEAN -> json.isBoolean() ? json.booleanValue() : null;
            case AttributeDefinition.LONG -> whole ? number : null;
            case AttributeDefinition.INTEGER -> whole && (int) number == number ? (Object) (int) number : null;
            case AttributeDefinition.SHORT -> whole && (short) number == number ? (Object) (short) number : null;
            case AttributeDefinition.BYTE -> whole && (byte) number == number ? (Object) (byte) number : null;
            case AttributeDefinition.DOUBLE -> json.isNumber() ? json.doubleValue() : null;
            case AttributeDefinition.FLOAT -> json.isNumber() && Float.isFinite(json.floatValue()) ? json.floatValue() : null;
            default -> null;
        };
    }

    private static Class<? extends Object[]> arrayType(int type) {
        return switch (type) {
            case AttributeDefinition.CHARACTER -> Character[].class;
            case AttributeDefinition.BOOLEAN -> Boolean[].class;
            case AttributeDefinition.LONG -> Long[].class;
            case AttributeDefinition.INTEGER -> Integer[].class;
            case AttributeDefinition.SHORT -> Short[].class;
            case AttributeDefinition.BYTE -> Byte[].class;
            case AttributeDefinition.DOUBLE -> Double[].class;
            case AttributeDefinition.FLOAT -> Float[].class;
            default -> String[].class;
        };
    }

    private static String wanted(int type) {
        return switch (type) {
            case AttributeDefinition.STRING, AttributeDefinition.PASSWORD -> "a string";
            case AttributeDefinition.CHARACTER -> "a string of one character";
            case AttributeDefinition.BOOLEAN -> "true or false";
            case AttributeDefinition.LONG -> "a whole number";
            case AttributeDefinition.INTEGER -> "a whole number of 32 bits";
            case AttributeDefinition.SHORT -> "a whole number of 16 bits";
            case AttributeDefinition.BYTE -> "a whole number of 8 bits";
            default -> "a number";
        };
    }

    private static BourdonException wrong(AttributeDefinition attribute, JsonNode json, String wanted) {
        return invalid("\"" + attribute.getID() + "\" is " + json + "; valid is " + wanted);
    }

    static BourdonException invalid(String message) {
        return new BourdonException(ErrorCode.INVALID_REQUEST, message);
    }
}
