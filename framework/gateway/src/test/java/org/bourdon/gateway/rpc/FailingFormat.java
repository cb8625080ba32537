package org.bourdon.gateway.rpc;

import org.bourdon.audio.AudioEncoder;
import org.bourdon.audio.AudioEncoderFactory;
import org.bourdon.audio.Packing;

/** A format whose encoder has a defect. */
final class FailingFormat implements AudioEncoderFactory {

    @Override
    public String format() {
        return "failing";
    }

    @Override
    public String mediaType() {
        return "audio/failing";
    }

    @Override
    public boolean takes(int sampleRateHz) {
        return true;
    }

    @Override
    public AudioEncoder open(int sampleRateHz, Packing packing) {
        return new AudioEncoder() {
            @Override
            public byte[] encode(float[] samples) {
                throw new ArrayIndexOutOfBoundsException("as it should");
            }

            @Override
            public Ending finish() {
                throw new IllegalStateException("never comes so far");
            }

            @Override
            public void close() {
                // Nothing is held.
            }
        };
    }
}
