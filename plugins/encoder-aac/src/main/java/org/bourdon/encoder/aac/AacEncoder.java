package org.bourdon.encoder.aac;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;

import org.bourdon.audio.AudioEncoder;
import org.bourdon.audio.Pcm16;
import org.bourdon.error.BourdonException;

/** Gives the process a frame at a time, and the next only when it has answered all but the latest: both pipes stay nearly empty. */
final class AacEncoder implements AudioEncoder {

    private static final int FRAME = 1_024;
    /** What the codec keeps back, and one more for the pieces in which a program may like to read. */
    private static final int CODEC_FRAMES = 3;
    /** ffmpeg reads a tenth of a second at a time, rounded down to a power of two, or a frame. */
    private static final int READS_A_SECOND = 10;

    private final FfmpegProcess process;
    private final int heldBack;
    private final byte[] frame = new byte[FRAME * Short.BYTES];
    private int filled;
    private long written;
    private boolean over;

    AacEncoder(FfmpegProcess process, int sampleRateHz) {
        this.process = process;
        this.heldBack = CODEC_FRAMES * FRAME + Math.max(FRAME, Integer.highestOneBit(sampleRateHz / READS_A_SECOND));
    }

    @Override
    public byte[] encode(float[] samples) throws BourdonException {
        goOn();
        var out = new ByteArrayOutputStream();
        for (float sample : samples) {
            put(sample);
            if (filled == frame.length) {
                process.write(frame);
                filled = 0;
                out.writeBytes(process.await(Math.max(0, (written - heldBack) / FRAME)));
            }
        }
        return out.toByteArray();
    }

    @Override
    public Ending finish() throws BourdonException {
        goOn();
        over = true;
        if (written == 0) {
            // Of nothing ffmpeg makes nothing, which no program would take for AAC.
            filled = frame.length;
        }
        process.write(Arrays.copyOf(frame, filled));
        Ending ending = new Ending(process.end(), new byte[0]);
        process.close();
        return ending;
    }

    private void put(float sample) {
        int value = Pcm16.of(sample);
        frame[filled++] = (byte) value;
        frame[filled++] = (byte) (value >> 8);
        written++;
    }

    private void goOn() {
        if (over) {
            throw new IllegalStateException("the stream is over");
        }
    }

    @Override
    public void close() {
        over = true;
        process.close();
    }
}
