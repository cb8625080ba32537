package org.bourdon.encoder.flac;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;

import org.bourdon.audio.AudioEncoder;
import org.bourdon.audio.Packing;
import org.bourdon.audio.Pcm16;

final class FlacEncoder implements AudioEncoder {

    private static final byte[] NONE = {};

    private final Packing packing;
    private final StreamInfo info;
    private final int sampleRateHz;
    private final int[] block;
    private int filled;
    private int frames;
    private boolean begun;
    private boolean over;

    FlacEncoder(int sampleRateHz, Packing packing) {
        this.packing = packing;
        this.sampleRateHz = sampleRateHz;
        this.block = new int[blockSize(sampleRateHz, packing)];
        this.info = new StreamInfo(sampleRateHz, block.length);
    }

    /** What a listener waits for is a block: 24 to 50 ms at the rates of voices. Files have those that the reference encoder makes. */
    private static int blockSize(int sampleRateHz, Packing packing) {
        if (packing == Packing.FILE) {
            return 4096;
        }
        return sampleRateHz < 22_050 ? 576 : 1152;
    }

    @Override
    public byte[] encode(float[] samples) {
        var out = new ByteArrayOutputStream();
        begin(out);
        for (float sample : samples) {
            block[filled++] = Pcm16.of(sample);
            if (filled == block.length) {
                endBlock(out);
            }
        }
        return out.toByteArray();
    }

    @Override
    public Ending finish() {
        var out = new ByteArrayOutputStream();
        begin(out);
        if (filled > 0) {
            endBlock(out);
        }
        over = true;
        return new Ending(out.toByteArray(), packing == Packing.FILE ? info.complete() : NONE);
    }

    private void begin(ByteArrayOutputStream out) {
        if (over) {
            throw new IllegalStateException("the stream is over");
        }
        if (!begun) {
            begun = true;
            out.writeBytes(info.ofUnknownLength());
        }
    }

    private void endBlock(ByteArrayOutputStream out) {
        int[] samples = filled == block.length ? block : Arrays.copyOf(block, filled);
        byte[] frame = Frame.of(samples, frames++, sampleRateHz);
        if (packing == Packing.FILE) {
            info.add(samples, frame.length);
        }
        out.writeBytes(frame);
        filled = 0;
    }

    @Override
    public void close() {
        over = true;
    }
}
