package org.bourdon.core.speech;

import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;

import org.bourdon.error.BourdonException;
import org.bourdon.error.ErrorCode;

/** The text of all requests that has not been read yet; bounded, so that a flood is refused and not stored. */
final class Backlog {

    private final long limit;
    private final AtomicLong characters = new AtomicLong();
    private final Pace reading = new Pace(System.nanoTime());

    Backlog(long limit) {
        this.limit = limit;
    }

    /** @throws BourdonException BUSY with a guess of when there will be room; nothing is taken then */
    void take(int more) throws BourdonException {
        check(more);
        if (characters.addAndGet(more) > limit) {
            characters.addAndGet(-more);
            throw full(more);
        }
    }

    /** The same, without taking. */
    void check(long more) throws BourdonException {
        if (characters.get() + more > limit) {
            throw full(more);
        }
    }

    private BourdonException full(long more) {
        long excess = Math.max(1, characters.get() + more - limit);
        Duration retry = reading.timeFor(excess, System.nanoTime());
        return new BourdonException(ErrorCode.BUSY, String.format(Locale.ROOT,
                "%,d characters of text wait to be spoken, and there is room for %,d; try again in %,d ms", characters.get(), limit, retry.toMillis()), retry);
    }

    /** So much has been read. */
    void read(int count) {
        characters.addAndGet(-count);
        reading.add(count, System.nanoTime());
    }

    /** So much will not be read. */
    void drop(int count) {
        characters.addAndGet(-count);
    }

    long characters() {
        return characters.get();
    }
}
