package org.bourdon.core.session;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

import org.bourdon.audio.session.AudioFormat;

/** WAV files as programs write them. */
final class Wavs {

    private Wavs() {
    }

    static byte[] file(AudioFormat format, byte[] samples) {
        return file(format, 1, samples, samples.length);
    }

    /** @param told the length of the samples, as the head has it */
    static byte[] file(AudioFormat format, int tag, byte[] samples, int told) {
        ByteBuffer fmt = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN).putShort((short) tag).putShort((short) format.channels())
                .putInt(format.sampleRateHz()).putInt(format.sampleRateHz() * format.bytesPerFrame()).putShort((short) format.bytesPerFrame())
                .putShort((short) format.bitDepth());
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        file.writeBytes("RIFF\0\0\0\0WAVE".getBytes(StandardCharsets.US_ASCII));
        file.writeBytes(chunk("LIST", "INFOISFT".getBytes(StandardCharsets.US_ASCII)));
        file.writeBytes(chunk("fmt ", fmt.array()));
        file.writeBytes(chunk("fact", new byte[5]));
        file.write(0);
        file.writeBytes("data".getBytes(StandardCharsets.US_ASCII));
        file.writeBytes(ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(told).array());
        file.writeBytes(samples);
        return file.toByteArray();
    }

    static byte[] chunk(String name, byte[] content) {
        return ByteBuffer.allocate(8 + content.length).order(ByteOrder.LITTLE_ENDIAN).put(name.getBytes(StandardCharsets.US_ASCII))
                .putInt(content.length).put(content).array();
    }

    static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }
}
