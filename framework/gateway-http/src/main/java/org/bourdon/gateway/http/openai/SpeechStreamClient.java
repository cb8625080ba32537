package org.bourdon.gateway.http.openai;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

import org.bourdon.audio.AudioEncoderFactory;
import org.bourdon.audio.Packing;
import org.bourdon.error.BourdonException;
import org.bourdon.error.ErrorCode;
import org.bourdon.gateway.http.JsonBody;
import org.bourdon.gateway.http.socket.ClientSocket;
import org.bourdon.gateway.http.socket.SocketClient;
import org.bourdon.gateway.sound.SoundFormats;
import org.bourdon.speech.CancelReason;
import org.bourdon.speech.Session;
import org.bourdon.speech.SpeechRequest;
import org.bourdon.speech.VoiceChoice;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * One client of {@link SpeechStreamEndpoint}: {@code session.config}, then any number of utterances, each {@code input.text}… and
 * {@code input.done}; {@code input.cancel} at any time; {@code session.close}.
 */
final class SpeechStreamClient implements SocketClient {

    private static final Logger log = LoggerFactory.getLogger(SpeechStreamClient.class);
    private static final Duration APPEND_PATIENCE = Duration.ofMinutes(10);

    private final Session session;
    private final SoundFormats formats;
    private final VoiceNames voices;
    private final ClientSocket socket;
    private ObjectNode config = JsonBody.object();
    private Optional<StreamedUtterance> speaking = Optional.empty();
    private int utterances;

    SpeechStreamClient(Session session, SoundFormats formats, VoiceNames voices, ClientSocket socket) {
        this.session = session;
        this.formats = formats;
        this.voices = voices;
        this.socket = socket;
    }

    @Override
    public void text(String message) throws InterruptedException {
        try {
            ObjectNode body = JsonBody.read(message.getBytes(StandardCharsets.UTF_8));
            String type = SpeechBody.text(body, "type");
            switch (type) {
                case "session.config" -> configure(body);
                case "input.text" -> speak(SpeechBody.text(body, "text"));
                case "input.done" -> speaking.ifPresent(utterance -> utterance.stream().finish());
                case "input.cancel" -> speaking.ifPresent(utterance -> utterance.stream().cancel(CancelReason.ASKED));
                case "session.close" -> socket.close(ClientSocket.NORMAL, "");
                default -> throw new BourdonException(ErrorCode.INVALID_REQUEST,
                        "the type is session.config, input.text, input.done, input.cancel or session.close");
            }
        } catch (BourdonException e) {
            say(JsonBody.object().put("type", "error").put("message", JsonBody.cut(e.getMessage())).put("code", e.code().name().toLowerCase(java.util.Locale.ROOT)));
        }
    }

    /** Holds from the next utterance on. */
    private void configure(ObjectNode body) throws BourdonException {
        SpeechBody.format(body, formats);
        SpeechBody.delivery(body);
        SpeechBody.optionalText(body, "voice");
        config = body;
    }

    private void speak(String text) throws BourdonException, InterruptedException {
        if (speaking.isPresent() && !speaking.get().isOver()) {
            speaking.get().stream().append(text, APPEND_PATIENCE);
            return;
        }
        Optional<String> voice = SpeechBody.optionalText(config, "voice").map(voices::named);
        SpeechRequest request = new SpeechRequest(text, true, new VoiceChoice(voice, Optional.empty(), false), SpeechBody.delivery(config), Optional.empty());
        AudioEncoderFactory format = SpeechBody.format(config, formats);
        StreamedUtterance utterance = new StreamedUtterance(utterances, session.speak(request), formats, format, Packing.LIVE, socket);
        utterances++;
        speaking = Optional.of(utterance);
        Thread.ofVirtual().name("stream-" + session.id()).start(utterance);
    }

    private void say(ObjectNode message) {
        try {
            socket.text(JsonBody.bytes(message));
        } catch (IOException e) {
            log.debug("a client is gone: {}", e.toString());
        }
    }

    @Override
    public void binary(byte[] bytes) {
        say(JsonBody.object().put("type", "error").put("message", "text comes as input.text, not as bytes").put("code", "invalid_request"));
    }

    @Override
    public void close() {
        session.close();
    }
}
