package org.bourdon.gateway.sound;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

import org.bourdon.audio.AudioEncoder;
import org.bourdon.audio.AudioEncoderFactory;
import org.bourdon.audio.Packing;
import org.bourdon.audio.Pcm16;

/** The samples themselves, little-endian, at any rate, with nothing before or after them. */
enum PcmFormat implements AudioEncoderFactory {

    /** 16-bit integers. */
    S16LE("s16le") {
        @Override
        byte[] bytes(float[] samples) {
            byte[] bytes = new byte[samples.length * Short.BYTES];
            for (int i = 0; i < samples.length; i++) {
                int value = Pcm16.of(samples[i]);
                bytes[2 * i] = (byte) value;
                bytes[2 * i + 1] = (byte) (value >> 8);
            }
            return bytes;
        }
    },

    /** 32-bit floats. */
    F32LE("f32le") {
        @Override
        byte[] bytes(float[] samples) {
            ByteBuffer bytes = ByteBuffer.allocate(samples.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
            bytes.asFloatBuffer().put(samples);
            return bytes.array();
        }
    };

    private static final byte[] NONE = {};

    private final String format;

    PcmFormat(String format) {
        this.format = format;
    }

    abstract byte[] bytes(float[] samples);

    @Override
    public String format() {
        return format;
    }

    @Override
    public String mediaType() {
        return "application/octet-stream";
    }

    @Override
    public boolean takes(int sampleRateHz) {
        return sampleRateHz > 0;
    }

    @Override
    public AudioEncoder open(int sampleRateHz, Packing packing) {
        return new AudioEncoder() {

            private boolean over;

            @Override
            public byte[] encode(float[] samples) {
                goOn();
                return bytes(samples);
            }

            @Override
            public Ending finish() {
                goOn();
                over = true;
                return new Ending(NONE, NONE);
            }

            private void goOn() {
                if (over) {
                    throw new IllegalStateException("the stream is over");
                }
            }

            @Override
            public void close() {
                over = true;
            }
        };
    }
}
