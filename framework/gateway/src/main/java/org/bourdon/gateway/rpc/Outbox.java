package org.bourdon.gateway.rpc;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The way to one client: whoever has frames writes them himself when it is his turn, the longest waiting first. Nothing is stored here, so
 * that what a client does not read stays where it was made, and is bounded there.
 */
final class Outbox {

    private static final Logger log = LoggerFactory.getLogger(Outbox.class);

    private final ReentrantLock turn = new ReentrantLock(true);
    private final Wire wire;
    private boolean closed;

    Outbox(Wire wire) {
        this.wire = wire;
    }

    boolean put(Frame frame) throws InterruptedException {
        return put(List.of(frame));
    }

    /** @return whether the frames were written; not when the connection is closed */
    boolean put(List<Frame> frames) throws InterruptedException {
        if (!turn.tryLock(Wire.PATIENCE.toNanos(), TimeUnit.NANOSECONDS)) {
            wire.close();
            return false;
        }
        try {
            if (!closed) {
                wire.write(frames);
            }
            return !closed;
        } catch (IOException e) {
            log.debug("a client is gone: {}", e.toString());
            closed = true;
            wire.close();
            return false;
        } finally {
            turn.unlock();
        }
    }

    /** Lets what is being written end, for at most {@code patience}, and closes the connection. */
    void close(Duration patience) {
        boolean mine = false;
        try {
            mine = turn.tryLock(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        wire.close();
        if (mine) {
            closed = true;
            turn.unlock();
        }
    }
}
