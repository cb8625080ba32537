package org.bourdon.itest;

import java.time.Duration;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** The params of a {@code speak}, built up a word at a time. */
public final class SpeakRequest {

    private final ObjectNode params = JsonNodeFactory.instance.objectNode();

    private SpeakRequest(String text) {
        params.put("text", text);
    }

    public static SpeakRequest of(String text) {
        return new SpeakRequest(text);
    }

    public SpeakRequest voice(String name) {
        params.put("voice", name);
        return this;
    }

    public SpeakRequest engine(String name) {
        params.put("engine", name);
        return this;
    }

    /** Nobody else may speak. */
    public SpeakRequest strict() {
        params.put("strict", true);
        return this;
    }

    public SpeakRequest speed(double factor) {
        params.put("speed", factor);
        return this;
    }

    /** 32-bit floats, little endian, instead of 16-bit integers. */
    public SpeakRequest floats() {
        params.put("format", "f32le");
        return this;
    }

    /** Sound in a format such as {@code mp3} instead of 16-bit integers. */
    public SpeakRequest format(String name) {
        params.put("format", name);
        return this;
    }

    /** The encoded bytes are kept, so they may come later and be fewer. */
    public SpeakRequest forFile() {
        params.put("packing", "file");
        return this;
    }

    /** Nothing random: the same text gives the same samples. */
    public SpeakRequest withoutNoise() {
        params.put("noise_scale", 0).put("noise_w", 0);
        return this;
    }

    /** Text follows by {@link NativeClient#append}. */
    public SpeakRequest more() {
        params.put("more", true);
        return this;
    }

    public SpeakRequest deadline(Duration deadline) {
        params.put("deadline_ms", deadline.toMillis());
        return this;
    }

    ObjectNode params() {
        return params;
    }
}
