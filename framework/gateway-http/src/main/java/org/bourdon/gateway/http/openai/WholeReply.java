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

    private final Exchange exchange;
    private final AudioEncoderFactory format;
    private final WholeSounds.Share share;
    private final ByteArrayOutputStream whole = new ByteArrayOutputStream();
    private String mediaType;

    WholeReply(Exchange exchange, AudioEncoderFactory format, WholeSounds.Share share) {
        this.share = share;
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
        if (!share.take(bytes.length)) {
            boolean alone = whole.size() + (long) bytes.length > WholeSounds.MOST_BYTES;
            throw new BourdonException(alone ? ErrorCode.UNSUPPORTED : ErrorCode.BUSY, "there is no room to keep the whole sound, of "
                    + WholeSounds.MOST_BYTES + " bytes at most for all who want that; leave out \"stream\": false to get it as it is made");
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
