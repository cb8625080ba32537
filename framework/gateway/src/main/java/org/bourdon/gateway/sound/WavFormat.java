package org.bourdon.gateway.sound;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

import org.bourdon.audio.AudioEncoder;
import org.bourdon.audio.AudioEncoderFactory;
import org.bourdon.audio.Packing;
import org.bourdon.error.BourdonException;
import org.bourdon.error.ErrorCode;

/** WAV: 16-bit mono samples behind a header, which tells their number in files. */
final class WavFormat implements AudioEncoderFactory {

    private static final int MOST_HZ = 1_000_000;
    private static final int HEADER_BYTES = 44;
    private static final int SAMPLE_BYTES = Short.BYTES;
    /** What stands in both size fields while the length is not known; zero would break most readers. */
    private static final long UNKNOWN = 0xFFFF_FFFFL;
    private static final byte[] NONE = {};

    @Override
    public String format() {
        return "wav";
    }

    @Override
    public String mediaType() {
        return "audio/wav";
    }

    @Override
    public boolean takes(int sampleRateHz) {
        return sampleRateHz >= 1_000 && sampleRateHz <= MOST_HZ;
    }

    @Override
    public AudioEncoder open(int sampleRateHz, Packing packing) throws BourdonException {
        if (!takes(sampleRateHz)) {
            throw new BourdonException(ErrorCode.UNSUPPORTED, "wav is written at 1000 to " + MOST_HZ + " Hz here, not at " + sampleRateHz);
        }
        return new Encoder(sampleRateHz, packing);
    }

    private static byte[] header(int sampleRateHz, long dataBytes) {
        long riffBytes = Math.min(dataBytes + HEADER_BYTES - 8, UNKNOWN);
        return ByteBuffer.allocate(HEADER_BYTES).order(ByteOrder.LITTLE_ENDIAN)
                .put(ascii("RIFF")).putInt((int) riffBytes).put(ascii("WAVE"))
                .put(ascii("fmt ")).putInt(16).putShort((short) 1).putShort((short) 1)
                .putInt(sampleRateHz).putInt(sampleRateHz * SAMPLE_BYTES).putShort((short) SAMPLE_BYTES).putShort((short) (8 * SAMPLE_BYTES))
                .put(ascii("data")).putInt((int) Math.min(dataBytes, UNKNOWN))
                .array();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static final class Encoder implements AudioEncoder {

        private final int sampleRateHz;
        private final Packing packing;
        private final AudioEncoder samples;
        private boolean begun;
        private long dataBytes;

        Encoder(int sampleRateHz, Packing packing) {
            this.sampleRateHz = sampleRateHz;
            this.packing = packing;
            this.samples = PcmFormat.S16LE.open(sampleRateHz, packing);
        }

        @Override
        public byte[] encode(float[] more) throws BourdonException {
            byte[] data = samples.encode(more);
            dataBytes += data.length;
            byte[] head = begin();
            return ByteBuffer.allocate(head.length + data.length).put(head).put(data).array();
        }

        @Override
        public Ending finish() throws BourdonException {
            samples.finish();
            return new Ending(begin(), packing == Packing.FILE && dataBytes + HEADER_BYTES - 8 < UNKNOWN ? header(sampleRateHz, dataBytes) : NONE);
        }

        private byte[] begin() {
            if (begun) {
                return NONE;
            }
            begun = true;
            return header(sampleRateHz, UNKNOWN);
        }

        @Override
        public void close() {
            samples.close();
        }
    }
}
