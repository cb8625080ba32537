package org.bourdon.gateway.http.openai;

import org.bourdon.error.BourdonException;
import org.bourdon.gateway.http.socket.ClientSocket;
import org.bourdon.gateway.http.socket.SocketClient;
import org.bourdon.gateway.http.socket.SocketEndpoint;
import org.bourdon.gateway.http.socket.SocketRoute;
import org.bourdon.gateway.sound.SoundFormats;
import org.bourdon.speech.SpeechService;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Text in pieces, sound sentence by sentence, in the shape that other servers of the OpenAI API have for it. */
@Component(service = SocketEndpoint.class)
@SocketRoute(path = "/v1/audio/speech/stream")
public final class SpeechStreamEndpoint implements SocketEndpoint {

    private final SpeechService speech;
    private final SoundFormats formats;
    private final VoiceNames voices;

    @Activate
    public SpeechStreamEndpoint(@Reference SpeechService speech, @Reference SoundFormats formats, @Reference VoiceNames voices) {
        this.speech = speech;
        this.formats = formats;
        this.voices = voices;
    }

    @Override
    public SocketClient accept(ClientSocket socket) throws BourdonException {
        return new SpeechStreamClient(speech.connect("websocket"), formats, voices, socket);
    }
}
