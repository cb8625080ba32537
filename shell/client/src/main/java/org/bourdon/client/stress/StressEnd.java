package org.bourdon.client.stress;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/** Tells everybody in a soak that it is over, and why when the daemon is. */
final class StressEnd {

    private final CountDownLatch over = new CountDownLatch(1);
    private final AtomicReference<Optional<String>> gone = new AtomicReference<>(Optional.empty());

    void come() {
        over.countDown();
    }

    /** The first reason stays. */
    void daemonGone(String reason) {
        gone.compareAndSet(Optional.empty(), Optional.of(reason));
        come();
    }

    Optional<String> whyDaemonGone() {
        return gone.get();
    }

    boolean hasCome() {
        return over.getCount() == 0;
    }

    /** @return whether it was over before the time was */
    boolean comesWithin(Duration time) {
        try {
            return over.await(time.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return true;
        }
    }
}
