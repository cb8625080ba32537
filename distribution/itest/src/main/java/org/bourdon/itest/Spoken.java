package org.bourdon.itest;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What came back for one {@code speak}.
 *
 * @param sampleRateHz 0 when nothing was started
 * @param pcm          as on the wire, in {@code format}
 * @param toFirstAudio from the request's last byte written to the first audio byte read; empty when there was none
 * @param outcome      {@code done} or {@code cancelled}
 * @param reason       why it was cancelled
 * @param samples      as the daemon counted them
 */
public record Spoken(String voice, int sampleRateHz, String format, byte[] pcm, List<Mark> marks, Optional<Duration> toFirstAudio,
                     String outcome, Optional<String> reason, long samples, int sentences) {

    /** A sentence's beginning in the stream. */
    public record Mark(int sentence, String text, long atSample) {
    }

    /** The sound, nominally within ±1. */
    public float[] floats() {
        ByteBuffer bytes = ByteBuffer.wrap(pcm).order(ByteOrder.LITTLE_ENDIAN);
        if (format.equals("f32le")) {
            float[] samples = new float[pcm.length / Float.BYTES];
            bytes.asFloatBuffer().get(samples);
            return samples;
        }
        float[] samples = new float[pcm.length / Short.BYTES];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = bytes.getShort() / 32768f;
        }
        return samples;
    }

    public double seconds() {
        return sampleRateHz == 0 ? 0 : (double) (pcm.length / bytesPerSample()) / sampleRateHz;
    }

    public int bytesPerSample() {
        return format.equals("f32le") ? Float.BYTES : Short.BYTES;
    }
}
