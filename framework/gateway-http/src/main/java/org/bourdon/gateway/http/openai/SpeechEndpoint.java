package org.bourdon.gateway.http.openai;

import java.io.IOException;

import org.bourdon.error.BourdonException;
import org.bourdon.gateway.http.Endpoint;
import org.bourdon.gateway.http.Exchange;
import org.bourdon.gateway.http.JsonBody;
import org.bourdon.gateway.http.Route;
import org.bourdon.gateway.sound.EncodedSound;
import org.bourdon.gateway.sound.SoundFormats;
import org.bourdon.speech.Session;
import org.bourdon.speech.SpeechService;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Speech, as the OpenAI API has it: <a href="https://platform.openai.com/docs/api-reference/audio/createSpeech">create speech</a>.
 * <p>
 * {@code "stream": false}, which that API does not know, waits for the whole sound: a WAV file then has true sizes.
 */
@Component(service = Endpoint.class)
@Route(method = "POST", path = "/v1/audio/speech")
public final class SpeechEndpoint implements Endpoint {

    private final SpeechService speech;
    private final SoundFormats formats;
    private final VoiceNames voices;
    private final WholeSounds wholeSounds = new WholeSounds();

    @Activate
    public SpeechEndpoint(@Reference SpeechService speech, @Reference SoundFormats formats, @Reference VoiceNames voices) {
        this.speech = speech;
        this.formats = formats;
        this.voices = voices;
    }

    @Override
    public void serve(Exchange exchange) throws BourdonException, IOException, InterruptedException {
        SpeechBody body = SpeechBody.read(JsonBody.read(exchange.body()), formats, voices);
        body.ignored().ifPresent(member -> exchange.header("x-bourdon-ignored", member));
        try (Session session = speech.connect("http"); EncodedSound sound = formats.sound(body.format(), body.packing());
                WholeSounds.Share share = wholeSounds.share()) {
            SpokenReply reply = body.events() ? new EventReply(exchange, body.request().text())
                    : switch (body.packing()) {
                        case LIVE -> new StreamedReply(exchange, body.format());
                        case FILE -> new WholeReply(exchange, body.format(), share);
                    };
            new SpeechPump(session.speak(body.request()), sound, exchange, reply).run();
        }
    }
}
