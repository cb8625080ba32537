package org.bourdon.core.daemon;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

import org.bourdon.daemon.Lease;
import org.bourdon.error.BourdonException;
import org.bourdon.error.ErrorCode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The leases that are out. */
final class Leases {

    private static final Logger log = LoggerFactory.getLogger(Leases.class);
    private static final int MOST = 10_000;

    private final Set<Held> out = ConcurrentHashMap.newKeySet();
    private final AtomicLong numbers = new AtomicLong();
    private volatile long noneSinceNanos = System.nanoTime();
    private volatile boolean everTaken;

    private final class Held implements Lease {

        private final String id = "l" + numbers.incrementAndGet();
        private final String holder;

        Held(String holder) {
            this.holder = holder;
        }

        @Override
        public String id() {
            return id;
        }

        @Override
        public void close() {
            // The moment first: whoever finds no lease out must not find a moment of long ago.
            noneSinceNanos = System.nanoTime();
            if (out.remove(this)) {
                log.info("lease {} of {} is back", id, holder);
            }
        }
    }

    Lease take(String holder) throws BourdonException {
        if (out.size() >= MOST) {
            throw new BourdonException(ErrorCode.BUSY, "as many leases are out as the daemon gives (" + MOST + ")");
        }
        Held lease = new Held(holder);
        out.add(lease);
        everTaken = true;
        log.info("lease {} goes to {}", lease.id, holder);
        return lease;
    }

    int count() {
        return out.size();
    }

    boolean everTaken() {
        return everTaken;
    }

    /** For how long none has been out. */
    Duration noneFor() {
        return out.isEmpty() ? Duration.ofNanos(System.nanoTime() - noneSinceNanos) : Duration.ZERO;
    }
}
