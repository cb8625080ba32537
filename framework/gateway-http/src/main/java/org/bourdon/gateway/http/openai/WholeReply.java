package org.bourdon.gateway.http.openai;

import java.io.ByteArrayOutputStream;
import java.io.IOException;

import org.bourdon.audio.AudioEncoder;
import org.bourdon.audio.AudioEncoderFactory;
import org.bourdon.error.BourdonException;
import org.bourdon.error.ErrorCode;
import org.bourdon.gateway.http.Exchange;
import org.bourdon.speech.SpeechEvent;

/** All the sound at once, with the sizes and times that are known only then in its head. */
final class WholeReply implements SpokenReply {

    /** An hour of the default voice as WAV and more; who wants longer ones streams. */
    private static final int LONGEST = 256 * 1024 * 1024;

    private final Exchange exchange;
    private final AudioEncoderFactory format;
    private final ByteArrayOutputStream whole = new ByteArrayOutputStream();
    private String mediaType;

    WholeReply(Exchange exchange, AudioEncoderFactory format) {
        this.exchange = exchange;
        this.format = format;
        this.mediaType = format.mediaType();
    }

    @Override
    public void begin(SpeechEvent.Started started) {
        mediaType = MediaTypes.of(format, started);
    }

    @Override
    public void sound(byte[] bytes) throws BourdonException {
        if (whole.size() + (long) bytes.length > LONGEST) {
            throw new BourdonException(ErrorCode.UNSUPPORTED, "more than " + LONGEST + " bytes of sound are only to be had as a stream, without \"stream\": false");
        }
        whole.writeBytes(bytes);
    }

    @Override
    public void end(AudioEncoder.Ending ending, long samples) throws IOException {
        whole.writeBytes(ending.bytes());
        byte[] bytes = whole.toByteArray();
        System.arraycopy(ending.head(), 0, bytes, 0, ending.head().length);
        exchange.reply(200, mediaType, bytes);
    }

    @Override
    public void fail(BourdonException failure) throws BourdonException {
        throw failure;
    }
}
