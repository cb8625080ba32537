package org.bourdon.gateway.http.openai;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

import org.bourdon.audio.AudioEncoder;
import org.bourdon.error.BourdonException;
import org.bourdon.gateway.http.Exchange;
import org.bourdon.gateway.http.JsonBody;
import org.bourdon.speech.SpeechEvent;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Sound as server-sent events. The usage counts what there is to count here: words of the input, hundredths of a second of the sound.
 */
final class EventReply implements SpokenReply {

    private static final String MEDIA_TYPE = "text/event-stream";
    private static final int UNITS_PER_SECOND = 100;

    private final Exchange exchange;
    private final String input;
    private int sampleRateHz = 1;
    private Optional<OutputStream> out = Optional.empty();

    EventReply(Exchange exchange, String input) {
        this.exchange = exchange;
        this.input = input;
    }

    @Override
    public void begin(SpeechEvent.Started started) {
        sampleRateHz = started.sampleRateHz();
    }

    @Override
    public void sound(byte[] bytes) throws IOException {
        event(JsonBody.object().put("type", "speech.audio.delta").put("audio", Base64.getEncoder().encodeToString(bytes)));
    }

    @Override
    public void end(AudioEncoder.Ending ending, long samples) throws IOException {
        if (ending.bytes().length > 0) {
            sound(ending.bytes());
        }
        long words = input.strip().split("\\s+").length;
        long units = samples * UNITS_PER_SECOND / sampleRateHz;
        ObjectNode done = JsonBody.object().put("type", "speech.audio.done");
        done.putObject("usage").put("input_tokens", words).put("output_tokens", units).put("total_tokens", words + units);
        event(done);
        out.orElseThrow().close();
    }

    @Override
    public void fail(BourdonException failure) throws IOException, BourdonException {
        if (out.isEmpty()) {
            throw failure;
        }
        ObjectNode event = JsonBody.object().put("type", "speech.audio.error");
        event.putObject("error").put("message", failure.getMessage()).put("type", "server_error").putNull("param")
                .put("code", failure.code().name().toLowerCase(java.util.Locale.ROOT));
        event(event);
        out.get().close();
    }

    private void event(ObjectNode event) throws IOException {
        if (out.isEmpty()) {
            exchange.header("Cache-Control", "no-store");
            out = Optional.of(exchange.stream(200, MEDIA_TYPE));
        }
        out.get().write(("data: " + event + "\n\n").getBytes(StandardCharsets.UTF_8));
    }
}
