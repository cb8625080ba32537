package org.bourdon.gateway.http.openai;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Predicate;

import org.bourdon.audio.AudioEncoderFactory;
import org.bourdon.audio.Packing;
import org.bourdon.error.BourdonException;
import org.bourdon.error.ErrorCode;
import org.bourdon.gateway.sound.SoundFormats;
import org.bourdon.speech.SpeechRequest;
import org.bourdon.speech.VoiceChoice;
import org.bourdon.voice.Delivery;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * The body of {@code POST /v1/audio/speech}. Members that it does not know are let pass, as clients send what other servers understand.
 *
 * @param events  whether the sound is wanted as server-sent events
 * @param ignored members that were understood and cannot be followed
 */
record SpeechBody(SpeechRequest request, AudioEncoderFactory format, Packing packing, boolean events, Optional<String> ignored) {

    private static final String DEFAULT_FORMAT = "mp3";
    private static final int LONGEST_INSTRUCTIONS = 4_096;

    static SpeechBody read(ObjectNode body, SoundFormats formats, VoiceNames voices) throws BourdonException {
        text(body, "model");
        String input = text(body, "input");
        SpeechRequest request = new SpeechRequest(input, false, VoiceChoice.of(voices.named(voice(body))), delivery(body), Optional.empty());
        Optional<String> instructions = optionalText(body, "instructions");
        if (instructions.isPresent() && instructions.get().length() > LONGEST_INSTRUCTIONS) {
            throw invalid("'instructions' has at most " + LONGEST_INSTRUCTIONS + " characters");
        }
        boolean events = oneOf(body, "stream_format", "audio", "sse").equals("sse");
        boolean live = optional(body, "stream", JsonNode::isBoolean, "true or false").map(JsonNode::booleanValue).orElse(true);
        return new SpeechBody(request, format(body, formats), live || events ? Packing.LIVE : Packing.FILE, events,
                instructions.filter(text -> !text.isBlank()).map(_ -> "instructions"));
    }

    static Delivery delivery(ObjectNode body) throws BourdonException {
        OptionalDouble speed = number(body, "speed");
        return new Delivery(speed.orElse(1), Optional.empty(), OptionalDouble.empty(), OptionalDouble.empty()).validated();
    }

    static AudioEncoderFactory format(ObjectNode body, SoundFormats formats) throws BourdonException {
        String name = optionalText(body, "response_format").orElse(DEFAULT_FORMAT);
        return formats.named(name.equals("pcm") ? SoundFormats.PLAIN : name);
    }

    /** The name, or the object with an id that newer clients send. */
    private static String voice(ObjectNode body) throws BourdonException {
        return body.path("voice") instanceof ObjectNode object ? text(object, "id") : text(body, "voice");
    }

    static String text(ObjectNode body, String name) throws BourdonException {
        return optionalText(body, name).orElseThrow(() -> invalid("'" + name + "' is needed, a string"));
    }

    static Optional<String> optionalText(ObjectNode body, String name) throws BourdonException {
        return optional(body, name, JsonNode::isTextual, "a string").map(JsonNode::textValue);
    }

    private static String oneOf(ObjectNode body, String name, String first, String second) throws BourdonException {
        String value = optionalText(body, name).orElse(first);
        if (!value.equals(first) && !value.equals(second)) {
            throw invalid("'" + name + "' is " + first + " or " + second);
        }
        return value;
    }

    private static OptionalDouble number(ObjectNode body, String name) throws BourdonException {
        Optional<JsonNode> value = optional(body, name, JsonNode::isNumber, "a number");
        return value.isPresent() ? OptionalDouble.of(value.get().doubleValue()) : OptionalDouble.empty();
    }

    private static Optional<JsonNode> optional(ObjectNode body, String name, Predicate<JsonNode> fits, String what) throws BourdonException {
        JsonNode value = body.path(name);
        if (value.isMissingNode() || value.isNull()) {
            return Optional.empty();
        }
        if (!fits.test(value)) {
            throw invalid("'" + name + "' is " + what);
        }
        return Optional.of(value);
    }

    private static BourdonException invalid(String message) {
        return new BourdonException(ErrorCode.INVALID_REQUEST, message);
    }
}
