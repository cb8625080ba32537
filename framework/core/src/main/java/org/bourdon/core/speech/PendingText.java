package org.bourdon.core.speech;

import java.nio.CharBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

import org.bourdon.error.BourdonException;
import org.bourdon.error.ErrorCode;

/** The text of a request that has not been cut into sentences yet; bounded, alone and with that of the other requests. */
final class PendingText {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final int limit;
    private final Backlog backlog;
    private String text;
    private int from;
    private boolean complete;
    private long changedNanos = System.nanoTime();
    private boolean over;

    /** @throws BourdonException BUSY when too much text waits in all requests together */
    PendingText(String text, boolean complete, int limit, Backlog backlog) throws BourdonException {
        backlog.take(text.length());
        this.backlog = backlog;
        this.text = text;
        this.complete = complete;
        this.limit = limit;
    }

    void append(String more, Duration patience) throws BourdonException, InterruptedException {
        if (more.length() > limit) {
            throw TextLimit.exceeded(more.length(), limit);
        }
        lock.lock();
        try {
            long left = patience.toNanos();
            while (!complete && !over && text.length() - from + more.length() > limit) {
                if (left <= 0) {
                    throw new BourdonException(ErrorCode.DEADLINE_EXCEEDED, "as much text as a request may hold has been waiting for "
                            + patience.toMillis() + " ms; nothing was added");
                }
                left = changed.awaitNanos(left);
            }
            if (complete || over) {
                throw new BourdonException(ErrorCode.INVALID_REQUEST, over ? "the request is over" : "the request's text is finished");
            }
            backlog.take(more.length());
            text = text.substring(from) + more;
            from = 0;
            changedNanos = System.nanoTime();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    void finish() {
        lock.lock();
        try {
            complete = true;
            changedNanos = System.nanoTime();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Wakes whoever waits; nothing is given out any more. */
    void end() {
        lock.lock();
        try {
            over = true;
            backlog.drop(text.length() - from);
            text = "";
            from = 0;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** When the client last gave something, on the clock of {@link System#nanoTime}. */
    long changedNanos() {
        lock.lock();
        try {
            return changedNanos;
        } finally {
            lock.unlock();
        }
    }

    /** {@link org.bourdon.text.TextFrontEnd#firstSentenceEnd}. */
    interface SentenceEnd {
        int find(CharSequence text, boolean complete);
    }

    /**
     * Waits for the next sentence.
     *
     * @param patience how long the client may be silent
     * @return empty when there is none any more
     */
    Optional<String> nextSentence(SentenceEnd end, Duration patience) throws BourdonException, InterruptedException {
        lock.lock();
        try {
            long left = patience.toNanos();
            while (!over) {
                skipSpace();
                if (from < text.length()) {
                    int length = end.find(CharBuffer.wrap(text, from, text.length()), complete);
                    if (length > 0) {
                        String sentence = text.substring(from, from + length);
                        forward(length);
                        changed.signalAll();
                        return Optional.of(sentence.strip());
                    }
                } else if (complete) {
                    return Optional.empty();
                }
                if (left <= 0) {
                    throw new BourdonException(ErrorCode.DEADLINE_EXCEEDED,
                            "no text came for " + patience.toSeconds() + " s; append more or finish the request");
                }
                left = changed.awaitNanos(left);
            }
            return Optional.empty();
        } finally {
            lock.unlock();
        }
    }

    /** Whether there is no sentence left and none will come. */
    boolean isExhausted() {
        lock.lock();
        try {
            skipSpace();
            return complete && from >= text.length();
        } finally {
            lock.unlock();
        }
    }

    private void skipSpace() {
        int end = from;
        while (end < text.length() && Character.isWhitespace(text.charAt(end))) {
            end++;
        }
        forward(end - from);
    }

    private void forward(int count) {
        from += count;
        backlog.read(count);
    }
}
