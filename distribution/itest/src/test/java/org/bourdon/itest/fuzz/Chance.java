package org.bourdon.itest.fuzz;

import java.util.List;
import java.util.SplittableRandom;

/** Decides at random, and the same each time for one seed. One thread at a time. */
public final class Chance {

    private final SplittableRandom random;

    public Chance(long seed) {
        this.random = new SplittableRandom(seed);
    }

    private Chance(SplittableRandom random) {
        this.random = random;
    }

    /** Another one, for another thread. */
    public Chance split() {
        return new Chance(random.split());
    }

    /** @return from 0 to below {@code bound} */
    public int below(int bound) {
        return random.nextInt(bound);
    }

    public boolean oneIn(int times) {
        return random.nextInt(times) == 0;
    }

    public <T> T of(List<T> all) {
        return all.get(random.nextInt(all.size()));
    }

    public byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }
}
