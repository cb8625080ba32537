package org.bourdon.voice.piper.side;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;

import org.bourdon.error.BourdonException;
import org.bourdon.error.ErrorCode;

/** A JSON file that says, by name and in one line, what it lacks. Keys are paths such as {@code audio.sample_rate}. */
public final class JsonFile {

    /** A side file takes a few kilobytes; with the speakers of the largest voices some dozens. */
    public static final long LONGEST = 1 << 20;

    private static final JsonMapper MAPPER = new JsonMapper();

    private final Path file;
    private final JsonNode root;

    private JsonFile(Path file, JsonNode root) {
        this.file = file;
        this.root = root;
    }

    /** @throws BourdonException VOICE_BROKEN when it cannot be read, is longer than {@link #LONGEST} bytes or is no JSON object */
    public static JsonFile read(Path file) throws BourdonException {
        try {
            long size = Files.size(file);
            if (size > LONGEST) {
                throw broken(file, "has " + size + " bytes; a side file takes at most " + LONGEST);
            }
            JsonNode root = MAPPER.readTree(Files.readAllBytes(file));
            if (!root.isObject()) {
                throw broken(file, "holds no JSON object");
            }
            return new JsonFile(file, root);
        } catch (JsonProcessingException e) {
            throw broken(file, "is not JSON: line " + e.getLocation().getLineNr() + ", column " + e.getLocation().getColumnNr());
        } catch (IOException e) {
            throw broken(file, "cannot be read: " + e.getMessage());
        }
    }

    /** The node of this key; empty when there is none or it is null. */
    public Optional<JsonNode> find(String key) {
        JsonNode node = root.at("/" + key.replace('.', '/'));
        return node.isMissingNode() || node.isNull() ? Optional.empty() : Optional.of(node);
    }

    public boolean has(String key) {
        return find(key).isPresent();
    }

    /** @throws BourdonException VOICE_BROKEN when there is none */
    public JsonNode object(String key) throws BourdonException {
        return find(key).filter(JsonNode::isObject).orElseThrow(() -> problem("needs an object '" + key + "'"));
    }

    /** @throws BourdonException VOICE_BROKEN when there is none or it lies outside the range */
    public int integer(String key, int least, int most) throws BourdonException {
        JsonNode node = find(key).orElseThrow(() -> problem("needs a number '" + key + "'"));
        if (!node.canConvertToExactIntegral() || node.asLong() < least || node.asLong() > most) {
            throw problem("has '" + key + "' " + node + "; a whole number from " + least + " to " + most + " is valid");
        }
        return node.asInt();
    }

    /** @throws BourdonException VOICE_BROKEN when it is there and no number within the range */
    public double number(String key, double otherwise, double least, double most) throws BourdonException {
        Optional<JsonNode> node = find(key);
        if (node.isEmpty()) {
            return otherwise;
        }
        double value = node.get().asDouble(Double.NaN);
        if (!(value >= least && value <= most)) {
            throw problem("has '" + key + "' " + node.get() + "; a number from " + least + " to " + most + " is valid");
        }
        return value;
    }

    /** A non-empty text; empty when there is none. */
    public Optional<String> text(String key) {
        return find(key).filter(JsonNode::isTextual).map(JsonNode::asText).filter(text -> !text.isBlank());
    }

    /**
     * A file named by this key, which lies beside this one.
     *
     * @throws BourdonException VOICE_BROKEN when no such key or file is there
     */
    public Path fileBeside(String key) throws BourdonException {
        return existing(pathBeside(key));
    }

    /**
     * As {@link #fileBeside}, but the file need not be there.
     *
     * @throws BourdonException VOICE_BROKEN when there is no such key
     */
    public Path pathBeside(String key) throws BourdonException {
        String name = text(key).orElseThrow(() -> problem("needs a file name '" + key + "'"));
        if (name.contains("/") || name.contains("\\") || name.equals("..")) {
            throw problem("has '" + key + "' \"" + name + "\"; the name of a file in the same folder is valid");
        }
        return file.resolveSibling(name);
    }

    /** @throws BourdonException VOICE_BROKEN when the file is not there */
    public Path existing(Path model) throws BourdonException {
        if (!Files.isRegularFile(model)) {
            throw problem("needs the model " + model.getFileName() + ", which is not beside it");
        }
        return model;
    }

    /** A VOICE_BROKEN about this file. */
    public BourdonException problem(String what) {
        return broken(file, what);
    }

    public static BourdonException broken(Path file, String what) {
        return new BourdonException(ErrorCode.VOICE_BROKEN, file.getFileName() + " " + what);
    }
}
