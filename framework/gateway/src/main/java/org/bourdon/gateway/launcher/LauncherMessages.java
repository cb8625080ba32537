package org.bourdon.gateway.launcher;

import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;

import org.bourdon.audio.session.AudioFormat;
import org.bourdon.audio.session.AudioStatistics;
import org.bourdon.error.BourdonException;
import org.bourdon.error.ErrorCode;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** The messages of a launcher, read and written. What it sends beyond what is known here is left alone. */
final class LauncherMessages {

    private static final JsonMapper MAPPER = JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

    private final Clock clock;

    LauncherMessages(Clock clock) {
        this.clock = clock;
    }

    /** @throws BourdonException INVALID_REQUEST when it is no object */
    static JsonNode read(String text) throws BourdonException {
        try {
            JsonNode message = MAPPER.readTree(text);
            if (!message.isObject()) {
                throw invalid("a message is a JSON object");
            }
            return message;
        } catch (JsonProcessingException e) {
            throw invalid("not JSON: " + e.getOriginalMessage().lines().findFirst().orElse(""));
        }
    }

    static AudioFormat audioFormat(JsonNode message) throws BourdonException {
        JsonNode node = message.path("audioFormat");
        if (!node.isObject()) {
            throw invalid("start_session needs audioFormat, an object with format, sampleRate, channels and bitDepth");
        }
        String name = text(node, "format", "audioFormat.format");
        AudioFormat.Container container = switch (name.toLowerCase(Locale.ROOT)) {
            case "wav" -> AudioFormat.Container.WAV;
            case "pcm" -> AudioFormat.Container.PCM;
            default -> throw invalid("audioFormat.format is '" + shortened(name) + "'; it is wav or pcm");
        };
        return new AudioFormat(container, whole(node, "sampleRate"), whole(node, "channels"), whole(node, "bitDepth")).validated();
    }

    static byte[] chunk(JsonNode message) throws BourdonException {
        String chunk = text(message, "chunk", "chunk");
        String encoding = message.path("encoding").isMissingNode() ? "base64" : text(message, "encoding", "encoding");
        try {
            return switch (encoding) {
                case "base64" -> Base64.getDecoder().decode(chunk);
                case "hex" -> HexFormat.of().parseHex(chunk);
                default -> throw invalid("encoding is '" + shortened(encoding) + "'; it is base64 or hex");
            };
        } catch (IllegalArgumentException e) {
            throw invalid("chunk is not " + encoding);
        }
    }

    static String text(JsonNode node, String name, String path) throws BourdonException {
        if (!node.path(name).isTextual()) {
            throw invalid(path + " is missing, or no string");
        }
        return node.get(name).textValue();
    }

    private static int whole(JsonNode node, String name) throws BourdonException {
        JsonNode value = node.path(name);
        if (!value.isNumber() || !value.canConvertToExactIntegral() || !value.canConvertToInt()) {
            throw invalid("audioFormat." + name + " is missing, or no whole number");
        }
        return value.intValue();
    }

    static BourdonException invalid(String message) {
        return new BourdonException(ErrorCode.INVALID_REQUEST, message);
    }

    /** What a client sent, as far as it fits into one line of an answer. */
    static String shortened(String sent) {
        String line = sent.replaceAll("\\p{Cntrl}", " ");
        return line.length() > 40 ? line.substring(0, 40) + "…" : line;
    }

    ObjectNode message(String type) {
        return JsonNodeFactory.instance.objectNode().put("type", type).put("timestamp", clock.millis());
    }

    ObjectNode message(String type, String clientId) {
        return message(type).put("clientId", clientId);
    }

    static void put(ObjectNode message, AudioFormat format) {
        message.putObject("audioFormat").put("format", format.container().name().toLowerCase(Locale.ROOT))
                .put("sampleRate", format.sampleRateHz()).put("channels", format.channels()).put("bitDepth", format.bitDepth());
    }

    static ObjectNode statistics(AudioStatistics statistics) {
        return JsonNodeFactory.instance.objectNode().put("bytesReceived", statistics.bytesReceived())
                .put("chunksProcessed", statistics.chunksProcessed()).put("framesPlayed", statistics.framesPlayed())
                .put("underruns", statistics.underruns()).put("startTime", statistics.startTime().toEpochMilli())
                .put("endTime", millis(statistics.endTime()));
    }

    private static Long millis(Optional<Instant> time) {
        return time.map(Instant::toEpochMilli).orElse(null);
    }

    static byte[] bytes(ObjectNode message) throws IOException {
        return MAPPER.writeValueAsBytes(message);
    }
}
