package org.bourdon.core.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;

import org.junit.jupiter.api.Test;

class SoundMemoryTest {

    private static final int BLOCK_BYTES = SoundMemory.BLOCK_SAMPLES * Float.BYTES;

    private final SoundMemory memory = new SoundMemory(8L * BLOCK_BYTES);

    @Test
    void samples_come_back_to_the_bit_step_by_step_wherever_blocks_end() {
        Recording recording = memory.begin().orElseThrow();
        Random random = new Random(1);
        float[][] steps = new float[5][];
        for (int i = 0; i < steps.length; i++) {
            steps[i] = new float[i == 2 ? 0 : 1_000 + 1_500 * i];
            for (int at = 0; at < steps[i].length; at++) {
                steps[i][at] = Float.intBitsToFloat(random.nextInt());
            }
            assertThat(memory.append(recording, steps[i], true)).isTrue();
        }

        for (int i = 0; i < steps.length; i++) {
            assertThat(bits(memory.read(recording, i))).isEqualTo(bits(steps[i]));
        }
    }

    private static int[] bits(float[] samples) {
        int[] bits = new int[samples.length];
        Arrays.setAll(bits, at -> Float.floatToRawIntBits(samples[at]));
        return bits;
    }

    @Test
    void nothing_is_recorded_where_there_is_no_memory() {
        assertThat(new SoundMemory(0).begin()).isEmpty();
        assertThat(new SoundMemory(BLOCK_BYTES - 1).begin()).isEmpty();
    }

    @Test
    void those_who_speak_for_themselves_leave_half_of_it_to_those_who_are_listened_to() {
        Recording lonely = memory.begin().orElseThrow();
        Recording shared = memory.begin().orElseThrow();
        for (int block = 0; block < 5; block++) {
            assertThat(memory.append(lonely, new float[SoundMemory.BLOCK_SAMPLES], false)).isTrue();
        }

        assertThat(memory.append(lonely, new float[1], false)).isFalse();
        assertThat(memory.begin()).isEmpty();
        for (int block = 0; block < 3; block++) {
            assertThat(memory.append(shared, new float[SoundMemory.BLOCK_SAMPLES], true)).isTrue();
        }
        assertThat(memory.append(shared, new float[1], true)).as("there is no more than there is").isFalse();

        memory.release(lonely);
        assertThat(memory.append(shared, new float[1], true)).as("what nobody holds is free").isTrue();
    }

    @Test
    void what_is_being_heard_outlives_its_place_in_the_cache_and_the_least_recently_heard_leaves_first() {
        keep("a");
        keep("b");
        Recording heard = memory.find(key("a")).orElseThrow();
        memory.release(memory.find(key("b")).orElseThrow());
        for (int i = 0; i < 7; i++) {
            keep("c" + i);
        }

        assertThat(memory.find(key("b"))).isEmpty();
        assertThat(memory.find(key("a"))).as("somebody listens").isPresent();
        assertThat(memory.read(heard, 0)).containsOnly('a');
        assertThat(memory.figures()).isEqualTo(new SoundMemory.Figures(8, 8L * BLOCK_BYTES, 1));
    }

    @Test
    void the_same_sentence_is_kept_once() {
        keep("a");
        keep("a");

        assertThat(memory.figures().sentences()).isEqualTo(1);
        for (int i = 0; i < 7; i++) {
            keep("b" + i);
        }
        assertThat(memory.figures()).as("the second has gone at once").isEqualTo(new SoundMemory.Figures(8, 8L * BLOCK_BYTES, 0));
    }

    private void keep(String name) {
        Recording recording = memory.begin().orElseThrow();
        float[] samples = new float[SoundMemory.BLOCK_SAMPLES];
        Arrays.fill(samples, name.charAt(0));
        assertThat(memory.append(recording, samples, false)).isTrue();
        memory.keep(key(name), recording);
        memory.release(recording);
    }

    private static SentenceKey key(String name) {
        return new SentenceKey(name);
    }
}
