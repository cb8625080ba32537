package org.bourdon.itest.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Changes messages in JSON by their members, now and then the written message by its bytes, and leaves some as they are. */
public final class Messages {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final int DEEP = 1_500;
    private static final int LONG = 70_000;
    /** What no tree of nodes can hold. */
    private static final List<String> RAW = List.of("NaN", "1e999", "-0", "01", "\"\\ud800\"", "\"\\u0000\"", "\"\u0001\"", "9".repeat(2_000), "[".repeat(DEEP),
            "{\"a\":".repeat(DEEP), "1.7976931348623157e309", "'x'", "tru", "\"", "/* */ 1");
    private static final String MARK = "\"@raw@\"";

    private final Chance chance;
    private final Bytes bytes;
    private final List<JsonNode> corpus;
    private final List<byte[]> written;

    /** @param corpus what a well-meant client would send */
    public Messages(Chance chance, List<String> corpus) {
        this.chance = chance;
        this.bytes = new Bytes(chance);
        this.corpus = corpus.stream().map(Messages::read).toList();
        this.written = corpus.stream().map(text -> text.getBytes(StandardCharsets.UTF_8)).toList();
    }

    private static JsonNode read(String text) {
        try {
            return MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(text, e);
        }
    }

    public byte[] next() {
        JsonNode message = chance.of(corpus).deepCopy();
        if (chance.oneIn(8)) {
            return bytes.changed(chance.of(written), written);
        }
        if (!chance.oneIn(10)) {
            for (int left = 1 + chance.below(3); left > 0; left--) {
                change((ObjectNode) message);
            }
        }
        String text = message.toString();
        while (text.contains(MARK)) {
            int at = text.indexOf(MARK);
            text = text.substring(0, at) + chance.of(RAW) + text.substring(at + MARK.length());
        }
        byte[] plain = text.getBytes(StandardCharsets.UTF_8);
        return chance.oneIn(12) ? bytes.changed(plain, written) : plain;
    }

    private void change(ObjectNode message) {
        List<ObjectNode> objects = new ArrayList<>(List.of(message));
        message.forEach(value -> {
            if (value instanceof ObjectNode below) {
                objects.add(below);
            }
        });
        ObjectNode object = chance.of(objects);
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        if (names.isEmpty() || chance.oneIn(8)) {
            object.set(chance.of(List.of("x", "", "text", "id", "params", "request", "type", "voice", "\u0000", "__proto__", "session")), value());
            return;
        }
        String name = chance.of(names);
        switch (chance.below(5)) {
            case 0 -> object.remove(name);
            case 1 -> object.set(name + chance.of(List.of("", "s", " ", "\u00e9")), object.remove(name));
            case 2 -> object.set(name, chance.of(corpus).deepCopy());
            default -> object.set(name, value());
        }
    }

    private JsonNode value() {
        return switch (chance.below(14)) {
            case 0 -> NODES.nullNode();
            case 1 -> NODES.booleanNode(chance.oneIn(2));
            case 2 -> NODES.numberNode(chance.of(List.of(0L, 1L, -1L, 2L, 255L, 65_536L, Long.MAX_VALUE, Long.MIN_VALUE, 1L << 31, 1L << 53)));
            case 3 -> NODES.numberNode(chance.of(List.of(0.0, -0.0, 0.5, 1e-300, 1e300, -1e300, 3.999)));
            case 4 -> NODES.textNode("");
            case 5 -> NODES.textNode(chance.of(List.of(" ", "\n", "\u202e", "\uD83D\uDE00", "no-such", "../../etc/passwd", "a\u0000b", "s16le", "1")));
            case 6 -> NODES.textNode(chance.oneIn(20) ? "\u20ac".repeat(LONG) : ".".repeat(chance.below(300)));
            case 7 -> NODES.arrayNode();
            case 8 -> NODES.arrayNode().add("a").add(1).addNull();
            case 9 -> NODES.objectNode();
            case 10 -> NODES.objectNode().put("id", "x");
            case 11 -> nested(1 + chance.below(60));
            default -> NODES.textNode("@raw@");
        };
    }

    private static JsonNode nested(int depth) {
        ArrayNode outer = NODES.arrayNode();
        for (int i = 1; i < depth; i++) {
            outer = NODES.arrayNode().add(outer);
        }
        return outer;
    }
}
