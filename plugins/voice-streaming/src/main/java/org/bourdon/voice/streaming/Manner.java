package org.bourdon.voice.streaming;

import java.util.Arrays;

/**
 * What the settings say, checked.
 *
 * @param growth   rows in the first, second … step; the last goes for all further ones
 * @param leadMs   silence before the first phoneme
 * @param riseFrom factor on the pitch where a rising end begins
 * @param riseTo   and where it ends
 */
record Manner(int[] growth, int leadMs, double riseFrom, double riseTo) {

    static final Manner DEFAULT = new Manner(new int[] {10, 20, 40, 100}, 10, 0.95, 1.5);

    Manner {
        growth = growth.clone();
        if (growth.length == 0 || Arrays.stream(growth).anyMatch(rows -> rows < 1 || rows > 1_000)) {
            throw new IllegalArgumentException("growth is " + Arrays.toString(growth) + "; one or more numbers from 1 to 1000 are valid");
        }
        if (leadMs < 0 || leadMs > 1_000) {
            throw new IllegalArgumentException("lead.ms is " + leadMs + "; it lies between 0 and 1000");
        }
        if (!(riseFrom >= 0.5 && riseFrom <= 2 && riseTo >= 0.5 && riseTo <= 3)) {
            throw new IllegalArgumentException("rise.from is " + riseFrom + " and rise.to " + riseTo
                    + "; they lie between 0.5 and 2, and between 0.5 and 3");
        }
    }

    int rows(int step) {
        return growth[Math.min(step, growth.length - 1)];
    }

    @Override
    public String toString() {
        return Arrays.toString(growth) + " " + leadMs + " " + riseFrom + " " + riseTo;
    }
}
