package org.bourdon.gateway.rpc;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Frames on their way to one client, in order, through one writing thread. Bounded: whoever puts waits for room, so that a client that does
 * not read holds up its own requests and nothing else.
 */
final class Outbox {

    private static final Logger log = LoggerFactory.getLogger(Outbox.class);
    private static final int CAPACITY_BYTES = 512 * 1024;
    /** A client that has taken nothing for so long is taken for gone. */
    private static final Duration PATIENCE = Duration.ofMinutes(30);
    private static final Duration WAKE = Duration.ofMinutes(1);

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final ArrayDeque<Frame> frames = new ArrayDeque<>();
    private final Wire wire;
    private int bytes;
    private boolean closing;
    private boolean closed;

    Outbox(Wire wire) {
        this.wire = wire;
    }

    void start(String name) {
        Thread.ofVirtual().name(name).start(this::write);
    }

    /** @return whether the frame will be written; not when the connection is closed */
    boolean put(Frame frame) throws InterruptedException {
        lock.lock();
        try {
            long left = PATIENCE.toNanos();
            while (bytes > 0 && bytes + frame.length() > CAPACITY_BYTES && !closing) {
                if (left <= 0) {
                    log.info("a client took nothing for {} minutes and is cut off", PATIENCE.toMinutes());
                    abandon();
                    break;
                }
                left = changed.awaitNanos(left);
            }
            if (closing) {
                return false;
            }
            frames.add(frame);
            bytes += frame.length();
            changed.signalAll();
            return true;
        } finally {
            lock.unlock();
        }
    }

    private void write() {
        try {
            Optional<Frame> frame;
            while ((frame = next()).isPresent()) {
                wire.write(frame.get());
            }
        } catch (IOException e) {
            log.debug("a client is gone: {}", e.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            abandon();
            lock.lock();
            try {
                closed = true;
                changed.signalAll();
            } finally {
                lock.unlock();
            }
        }
    }

    private Optional<Frame> next() throws InterruptedException {
        lock.lock();
        try {
            while (frames.isEmpty() && !closing) {
                changed.awaitNanos(WAKE.toNanos());
            }
            Optional<Frame> frame = Optional.ofNullable(frames.poll());
            frame.ifPresent(taken -> bytes -= taken.length());
            changed.signalAll();
            return frame;
        } finally {
            lock.unlock();
        }
    }

    /** Writes what is there, for at most {@code patience}, and closes the connection. */
    void close(Duration patience) {
        lock.lock();
        try {
            closing = true;
            changed.signalAll();
            long left = patience.toNanos();
            while (!closed && left > 0) {
                left = changed.awaitNanos(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
        wire.close();
    }

    private void abandon() {
        lock.lock();
        try {
            closing = true;
            frames.clear();
            bytes = 0;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        wire.close();
    }
}
