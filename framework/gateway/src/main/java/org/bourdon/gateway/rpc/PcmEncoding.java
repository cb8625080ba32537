package org.bourdon.gateway.rpc;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

import org.bourdon.error.BourdonException;
import org.bourdon.error.ErrorCode;

/** How samples stand in an audio payload, little-endian. */
enum PcmEncoding {

    /** 16-bit integers. */
    S16LE("s16le", Short.BYTES) {
        @Override
        void put(float sample, ByteBuffer bytes) {
            bytes.putShort((short) Math.round(Math.clamp(sample, -1f, 1f) * Short.MAX_VALUE));
        }
    },

    /** 32-bit floats. */
    F32LE("f32le", Float.BYTES) {
        @Override
        void put(float sample, ByteBuffer bytes) {
            bytes.putFloat(sample);
        }
    };

    private final String wireName;
    private final int sampleBytes;

    PcmEncoding(String wireName, int sampleBytes) {
        this.wireName = wireName;
        this.sampleBytes = sampleBytes;
    }

    abstract void put(float sample, ByteBuffer bytes);

    byte[] encode(float[] samples) {
        ByteBuffer bytes = ByteBuffer.allocate(samples.length * sampleBytes).order(ByteOrder.LITTLE_ENDIAN);
        for (float sample : samples) {
            put(sample, bytes);
        }
        return bytes.array();
    }

    String wireName() {
        return wireName;
    }

    static PcmEncoding named(String name) throws BourdonException {
        for (PcmEncoding encoding : values()) {
            if (encoding.wireName.equals(name)) {
                return encoding;
            }
        }
        throw new BourdonException(ErrorCode.INVALID_REQUEST, "format is '" + name + "'; it is s16le or f32le");
    }
}
