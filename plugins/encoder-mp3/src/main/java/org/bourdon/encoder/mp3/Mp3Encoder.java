package org.bourdon.encoder.mp3;

import java.io.ByteArrayOutputStream;

import org.bourdon.audio.AudioEncoder;
import org.bourdon.audio.Packing;
import org.bourdon.error.BourdonException;

/** A stream of MP3 frames; before those of a file stands one that says how much of the decoded sound is real. */
final class Mp3Encoder implements AudioEncoder {

    private static final byte[] NONE = {};

    private final Packing packing;
    private final Lame lame;
    private final InfoFrame info;
    private long samples;
    private boolean begun;
    private boolean over;

    Mp3Encoder(int sampleRateHz, Packing packing) throws BourdonException {
        this.packing = packing;
        this.lame = new Lame(sampleRateHz, Mp3EncoderFactory.BIT_RATE_KBPS);
        this.info = new InfoFrame(sampleRateHz, Mp3EncoderFactory.BIT_RATE_KBPS);
    }

    @Override
    public byte[] encode(float[] more) throws BourdonException {
        var out = new ByteArrayOutputStream();
        begin(out);
        samples += more.length;
        put(lame.encode(more), out);
        return out.toByteArray();
    }

    @Override
    public Ending finish() throws BourdonException {
        var out = new ByteArrayOutputStream();
        begin(out);
        put(lame.flush(), out);
        over = true;
        return new Ending(out.toByteArray(), packing == Packing.FILE ? info.complete(lame.frames(), samples) : NONE);
    }

    private void begin(ByteArrayOutputStream out) {
        if (over) {
            throw new IllegalStateException("the stream is over");
        }
        if (!begun) {
            begun = true;
            if (packing == Packing.FILE) {
                out.writeBytes(info.ofUnknownLength());
            }
        }
    }

    private void put(byte[] encoded, ByteArrayOutputStream out) {
        if (packing == Packing.FILE) {
            info.add(encoded);
        }
        out.writeBytes(encoded);
    }

    @Override
    public void close() {
        over = true;
    }
}
