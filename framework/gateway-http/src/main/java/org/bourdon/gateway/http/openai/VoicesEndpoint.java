package org.bourdon.gateway.http.openai;

import java.io.IOException;

import org.bourdon.gateway.http.Endpoint;
import org.bourdon.gateway.http.Exchange;
import org.bourdon.gateway.http.JsonBody;
import org.bourdon.gateway.http.Route;
import org.bourdon.speech.SpeechService;
import org.bourdon.speech.VoiceInfo;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** The voices that can be used, in the shape that servers of this API have agreed on; the OpenAI API itself has none. */
@Component(service = Endpoint.class)
@Route(method = "GET", path = "/v1/audio/voices")
public final class VoicesEndpoint implements Endpoint {

    private final SpeechService speech;
    private final VoiceNames names;

    @Activate
    public VoicesEndpoint(@Reference SpeechService speech, @Reference VoiceNames names) {
        this.speech = speech;
        this.names = names;
    }

    @Override
    public void serve(Exchange exchange) throws IOException {
        ObjectNode body = JsonBody.object();
        ArrayNode voices = body.putArray("voices");
        for (VoiceInfo voice : speech.voices()) {
            if (voice.problem().isEmpty()) {
                voices.addObject().put("id", voice.name()).put("name", voice.name()).put("language", voice.language());
            }
        }
        names.all().forEach(name -> voices.addObject().put("id", name).put("name", name).put("voice", names.named(name)));
        JsonBody.reply(exchange, body);
    }
}
