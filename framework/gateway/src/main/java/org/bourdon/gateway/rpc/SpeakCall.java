package org.bourdon.gateway.rpc;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

import org.bourdon.audio.AudioEncoderFactory;
import org.bourdon.audio.Packing;
import org.bourdon.error.BourdonException;
import org.bourdon.error.ErrorCode;
import org.bourdon.gateway.sound.SoundFormats;
import org.bourdon.speech.SpeechRequest;
import org.bourdon.speech.VoiceChoice;
import org.bourdon.voice.Delivery;

import com.fasterxml.jackson.databind.JsonNode;

/** The parameters of {@code speak}. */
record SpeakCall(SpeechRequest request, AudioEncoderFactory format, Packing packing) {

    private static final List<String> KNOWN =
            List.of("text", "voice", "speaker", "speed", "format", "packing", "more", "engine", "strict", "deadline_ms", "noise_scale", "noise_w");
    private static final double LONGEST_DEADLINE_MS = Duration.ofDays(30).toMillis();

    static SpeakCall read(JsonNode node, SoundFormats formats) throws BourdonException {
        Params params = new Params("speak", node, KNOWN);
        Delivery delivery = new Delivery(params.number("speed").orElse(1), params.optionalText("speaker"), params.number("noise_scale"),
                params.number("noise_w")).validated();
        SpeechRequest request = new SpeechRequest(params.text("text"), params.flag("more"), voice(params), delivery,
                deadline(params.number("deadline_ms")));
        return new SpeakCall(request, formats.named(params.optionalText("format").orElse(SoundFormats.PLAIN)), packing(params));
    }

    private static Packing packing(Params params) throws BourdonException {
        String packing = params.optionalText("packing").orElse("live");
        return switch (packing) {
            case "live" -> Packing.LIVE;
            case "file" -> Packing.FILE;
            default -> throw new BourdonException(ErrorCode.INVALID_REQUEST, "packing is '" + packing + "'; it is live or file");
        };
    }

    private static VoiceChoice voice(Params params) throws BourdonException {
        return new VoiceChoice(params.optionalText("voice"), params.optionalText("engine"), params.flag("strict"));
    }

    private static Optional<Duration> deadline(OptionalDouble millis) throws BourdonException {
        if (millis.isEmpty()) {
            return Optional.empty();
        }
        if (!(millis.getAsDouble() >= 1 && millis.getAsDouble() <= LONGEST_DEADLINE_MS)) {
            throw new BourdonException(ErrorCode.INVALID_REQUEST, "deadline_ms is " + millis.getAsDouble() + "; it lies between 1 and "
                    + (long) LONGEST_DEADLINE_MS);
        }
        return Optional.of(Duration.ofNanos((long) (millis.getAsDouble() * 1e6)));
    }
}
