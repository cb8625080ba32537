package org.bourdon.itest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * A WAV file of the plain kind, read suspiciously.
 *
 * @param pcm 16-bit mono, little endian
 */
record Wav(int sampleRateHz, byte[] pcm) {

    /** Checks every field, the sizes included, and that nothing follows. */
    static Wav parse(byte[] file) {
        assertThat(file.length).as("bytes of a WAV").isGreaterThan(44);
        ByteBuffer bytes = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        assertThat(tag(file, 0)).isEqualTo("RIFF");
        assertThat(bytes.getInt(4)).as("RIFF size").isEqualTo(file.length - 8);
        assertThat(tag(file, 8)).isEqualTo("WAVE");
        assertThat(tag(file, 12)).isEqualTo("fmt ");
        assertThat(bytes.getShort(20)).as("PCM").isEqualTo((short) 1);
        assertThat(bytes.getShort(22)).as("channels").isEqualTo((short) 1);
        assertThat(bytes.getShort(34)).as("bits").isEqualTo((short) 16);
        assertThat(tag(file, 36)).isEqualTo("data");
        assertThat(bytes.getInt(40)).as("data size").isEqualTo(file.length - 44);
        return new Wav(bytes.getInt(24), java.util.Arrays.copyOfRange(file, 44, file.length));
    }

    double seconds() {
        return pcm.length / 2.0 / sampleRateHz;
    }

    private static String tag(byte[] file, int at) {
        return new String(file, at, 4, StandardCharsets.US_ASCII);
    }
}
