package org.bourdon.itest;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/** Waits for facts, never for time. */
public final class Await {

    private static final long LOOK_EVERY_NANOS = 5_000_000;

    private Await() {
    }

    /** A look at the world that may fail. */
    @FunctionalInterface
    public interface Fact {
        boolean holds() throws Exception;
    }

    /** @throws AssertionError naming {@code what} and what {@code evidence} shows, when the fact does not hold within {@code patience} */
    public static void until(String what, Duration patience, Fact fact, Supplier<String> evidence) {
        long end = System.nanoTime() + patience.toNanos();
        while (true) {
            try {
                if (fact.holds()) {
                    return;
                }
            } catch (Exception e) {
                throw new AssertionError("looking whether " + what, e);
            }
            if (System.nanoTime() > end) {
                throw new AssertionError("not within " + patience.toMillis() + " ms: " + what + "\n" + evidence.get());
            }
            LockSupport.parkNanos(LOOK_EVERY_NANOS);
        }
    }

    public static void until(String what, Duration patience, Fact fact) {
        until(what, patience, fact, () -> "");
    }
}
