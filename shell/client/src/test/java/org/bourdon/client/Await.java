package org.bourdon.client;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for a fact that nobody announces. */
final class Await {

    private Await() {
    }

    static void that(String fact, Duration patience, BooleanSupplier holds) {
        var deadline = Deadline.in(patience);
        while (!holds.getAsBoolean()) {
            if (deadline.passed()) {
                throw new AssertionError("not after " + patience + ": " + fact);
            }
            LockSupport.parkNanos(1_000_000);
        }
    }
}
