package org.bourdon.core.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IntegerPcmTest {

    @ParameterizedTest
    @ValueSource(ints = {8, 16, 24})
    void integers_come_back_as_they_were(int bitDepth) {
        byte[] bytes = new byte[30_000];
        new Random(bitDepth).nextBytes(bytes);

        assertThat(IntegerPcm.encode(IntegerPcm.decode(bytes, bitDepth), bitDepth)).isEqualTo(bytes);
    }

    @Test
    void of_32_bits_the_highest_24_come_back() {
        byte[] bytes = new byte[40_000];
        new Random(32).nextBytes(bytes);
        byte[] back = IntegerPcm.encode(IntegerPcm.decode(bytes, 32), 32);

        for (int i = 0; i < bytes.length; i += 4) {
            long was = java.nio.ByteBuffer.wrap(bytes, i, 4).order(java.nio.ByteOrder.LITTLE_ENDIAN).getInt();
            long is = java.nio.ByteBuffer.wrap(back, i, 4).order(java.nio.ByteOrder.LITTLE_ENDIAN).getInt();
            assertThat(Math.abs(was - is)).as("sample %d of %d", i / 4, was).isLessThanOrEqualTo(128);
        }
    }

    @Test
    void silence_and_full_scale_lie_where_a_wav_file_has_them() {
        assertThat(IntegerPcm.decode(new byte[] {(byte) 128, 0, (byte) 255}, 8)).containsExactly(0, -1, 127 / 128f);
        assertThat(IntegerPcm.decode(new byte[] {0, 0, 0, (byte) 0x80, (byte) 0xff, 0x7f}, 16)).containsExactly(0, -1, 32_767 / 32_768f);
        assertThat(IntegerPcm.decode(new byte[] {0, 0, (byte) 0x80}, 24)).containsExactly(-1);
        assertThat(IntegerPcm.decode(new byte[] {0, 0, 0, (byte) 0x80}, 32)).containsExactly(-1);
    }

    @Test
    void what_lies_beyond_full_scale_is_cut_off() {
        assertThat(IntegerPcm.encode(new float[] {2, -2, Float.NaN}, 16)).containsExactly(0xff, 0x7f, 0x00, 0x80, 0, 0);
        assertThat(IntegerPcm.encode(new float[] {2, -2, Float.NaN}, 8)).containsExactly(0xff, 0, 0x80);
        assertThat(IntegerPcm.encode(new float[] {1}, 32)).containsExactly(0xff, 0xff, 0xff, 0x7f);
    }
}
