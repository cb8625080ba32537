package org.bourdon.gateway.http.openai;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;

import org.bourdon.audio.AudioEncoder;
import org.bourdon.audio.AudioEncoderFactory;
import org.bourdon.error.BourdonException;
import org.bourdon.gateway.http.Exchange;
import org.bourdon.speech.SpeechEvent;

/** Sound as it is made. The status waits for the first of it, so that what fails before is an error and no empty file. */
final class StreamedReply implements SpokenReply {

    private final Exchange exchange;
    private final AudioEncoderFactory format;
    private String mediaType;
    private Optional<OutputStream> out = Optional.empty();

    StreamedReply(Exchange exchange, AudioEncoderFactory format) {
        this.exchange = exchange;
        this.format = format;
        this.mediaType = format.mediaType();
    }

    @Override
    public void begin(SpeechEvent.Started started) {
        mediaType = MediaTypes.of(format, started);
    }

    @Override
    public void sound(byte[] bytes) throws IOException {
        if (out.isEmpty()) {
            out = Optional.of(exchange.stream(200, mediaType));
        }
        out.get().write(bytes);
    }

    @Override
    public void end(AudioEncoder.Ending ending, long samples) throws IOException {
        if (ending.bytes().length > 0 || out.isEmpty()) {
            sound(ending.bytes());
        }
        out.orElseThrow().close();
    }

    @Override
    public void fail(BourdonException failure) throws BourdonException {
        throw failure;
    }
}
