package org.bourdon.gateway.unix;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Keeps a loop that fails from turning at full speed. */
final class Pause {

    private Pause() {
    }

    static void moment() {
        LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
    }
}
