package org.bourdon.core.cache;

import java.util.Arrays;

/** The sound of a sentence, or of its beginning, in {@link SoundMemory}, which guards it. */
final class Recording {

    int[] blocks = new int[8];
    int blockCount;
    /** Where each step ends, in samples. */
    int[] ends = new int[8];
    int steps;
    /** Those who read or write it. */
    int holders = 1;
    /** Whether it is in the cache. */
    boolean kept;

    int samples() {
        return steps == 0 ? 0 : ends[steps - 1];
    }

    int begin(int step) {
        return step == 0 ? 0 : ends[step - 1];
    }

    void addBlock(int block) {
        if (blockCount == blocks.length) {
            blocks = Arrays.copyOf(blocks, 2 * blockCount);
        }
        blocks[blockCount++] = block;
    }

    void endStep(int samples) {
        if (steps == ends.length) {
            ends = Arrays.copyOf(ends, 2 * steps);
        }
        ends[steps++] = samples;
    }

    /** Whether nobody would miss it but who asks for it later. */
    boolean isIdle() {
        return kept && holders == 0;
    }
}
