package org.bourdon.text.espeak;

import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.bourdon.error.BourdonException;
import org.bourdon.error.ErrorCode;

/** The one thread that touches espeak-ng. It begins with the first work and ends after a while without any. */
final class OwnerThread implements AutoCloseable {

    private static final int WAITING = 512;
    private static final Duration IDLE = Duration.ofMinutes(1);
    private static final Duration CLOSING = Duration.ofSeconds(5);

    private final ThreadPoolExecutor thread = new ThreadPoolExecutor(1, 1, IDLE.toSeconds(), TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(WAITING), Thread.ofPlatform().name("espeak").daemon().factory());

    /** @param endsWhenIdle what else must not lose its thread keeps it */
    OwnerThread(boolean endsWhenIdle) {
        thread.allowCoreThreadTimeOut(endsWhenIdle);
    }

    /** @throws BourdonException what the work throws; BUSY; DEADLINE_EXCEEDED after {@code patience} */
    <T> T call(Callable<T> work, Duration patience) throws BourdonException {
        try {
            Future<T> result = thread.submit(work);
            try {
                return result.get(patience.toNanos(), TimeUnit.NANOSECONDS);
            } catch (TimeoutException e) {
                result.cancel(false);
                throw new BourdonException(ErrorCode.DEADLINE_EXCEEDED, "espeak-ng did not answer within " + patience.toMillis() + " ms", e);
            }
        } catch (RejectedExecutionException e) {
            throw thread.isShutdown() ? new BourdonException(ErrorCode.UNSUPPORTED, "espeak-ng is being stopped", e)
                    : new BourdonException(ErrorCode.BUSY, "as many texts wait for espeak-ng as may (" + WAITING + ")", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof BourdonException known) {
                throw new BourdonException(known.code(), known.getMessage(), known);
            }
            throw new BourdonException(ErrorCode.ENGINE_FAILED, "espeak-ng failed: " + e.getCause(), e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BourdonException(ErrorCode.CANCELLED, "interrupted while espeak-ng was at work", e);
        }
    }

    /** Runs a last piece of work and ends. */
    void closeAfter(Runnable last) {
        try {
            thread.execute(last);
        } catch (RejectedExecutionException e) {
            thread.shutdownNow();
        }
        close();
    }

    @Override
    public void close() {
        thread.shutdown();
        try {
            if (!thread.awaitTermination(CLOSING.toMillis(), TimeUnit.MILLISECONDS)) {
                thread.shutdownNow();
            }
        } catch (InterruptedException e) {
            thread.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
