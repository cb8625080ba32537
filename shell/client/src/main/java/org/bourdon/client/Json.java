package org.bourdon.client;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.jr.stree.JacksonJrsTreeCodec;
import com.fasterxml.jackson.jr.stree.JrsArray;
import com.fasterxml.jackson.jr.stree.JrsBoolean;
import com.fasterxml.jackson.jr.stree.JrsNumber;
import com.fasterxml.jackson.jr.stree.JrsObject;
import com.fasterxml.jackson.jr.stree.JrsString;
import com.fasterxml.jackson.jr.stree.JrsValue;

/** Reads and writes the objects of the wire. What is absent or of another type reads as the fallback. */
public final class Json {

    private static final JsonFactory FACTORY = new JsonFactory();
    private static final JacksonJrsTreeCodec CODEC = new JacksonJrsTreeCodec();

    private Json() {
    }

    /** The members of an object, written one after the other. */
    @FunctionalInterface
    public interface Members {
        void writeTo(JsonGenerator json) throws IOException;
    }

    /** One line, its end included. */
    public static byte[] line(Members members) {
        var bytes = new ByteArrayOutputStream(256);
        try (JsonGenerator json = FACTORY.createGenerator(bytes)) {
            json.writeStartObject();
            members.writeTo(json);
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory", e);
        }
        bytes.write('\n');
        return bytes.toByteArray();
    }

    public static String text(JrsValue value) {
        var bytes = new ByteArrayOutputStream(1024);
        try (JsonGenerator json = FACTORY.createGenerator(bytes)) {
            CODEC.writeTree(json, value);
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory", e);
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    /** @throws IOException when the bytes are not exactly one JSON object */
    public static JrsObject object(byte[] bytes, int from, int length) throws IOException {
        try (var parser = FACTORY.createParser(bytes, from, length)) {
            if (parser.nextToken() != null && CODEC.readTree(parser) instanceof JrsObject object && parser.nextToken() == null) {
                return object;
            }
        }
        throw new IOException("not a JSON object");
    }

    public static JrsObject member(JrsObject object, String name) {
        return object.get(name) instanceof JrsObject member ? member : new JrsObject();
    }

    public static Optional<String> string(JrsObject object, String name) {
        return object.get(name) instanceof JrsString text ? Optional.of(text.getValue()) : Optional.empty();
    }

    public static long number(JrsObject object, String name, long fallback) {
        return object.get(name) instanceof JrsNumber number ? number.getValue().longValue() : fallback;
    }

    public static double decimal(JrsObject object, String name, double fallback) {
        return object.get(name) instanceof JrsNumber number ? number.getValue().doubleValue() : fallback;
    }

    public static boolean flag(JrsObject object, String name) {
        return object.get(name) instanceof JrsBoolean flag && flag.booleanValue();
    }

    public static List<JrsObject> objects(JrsObject object, String name) {
        var found = new ArrayList<JrsObject>();
        if (object.get(name) instanceof JrsArray array) {
            for (Iterator<JrsValue> elements = array.elements(); elements.hasNext();) {
                if (elements.next() instanceof JrsObject element) {
                    found.add(element);
                }
            }
        }
        return found;
    }

    public static List<String> strings(JrsObject object, String name) {
        var found = new ArrayList<String>();
        if (object.get(name) instanceof JrsArray array) {
            for (Iterator<JrsValue> elements = array.elements(); elements.hasNext();) {
                if (elements.next() instanceof JrsString element) {
                    found.add(element.getValue());
                }
            }
        }
        return found;
    }
}
