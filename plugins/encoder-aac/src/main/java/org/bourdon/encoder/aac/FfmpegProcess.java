package org.bourdon.encoder.aac;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

import org.bourdon.error.BourdonException;
import org.bourdon.error.ErrorCode;

/**
 * The process of one stream. What it writes is taken up by a thread of its own, so that it never waits for us, and bounded, as we give it
 * no more before it has answered. It leaves when its input closes, and so with the daemon, however that dies.
 */
final class FfmpegProcess implements AutoCloseable {

    /** More than lies between two waits can only be nonsense. */
    private static final int MOST_BYTES = 1 << 20;
    private static final int MOST_WORDS = 400;
    private static final int PIECE_BYTES = 1 << 13;
    private static final Duration LAST_WORDS = Duration.ofSeconds(1);

    private final Process process;
    private final Duration patience;
    private final Consumer<FfmpegProcess> ended;
    private final OutputStream in;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition more = lock.newCondition();
    private final ByteArrayOutputStream encoded = new ByteArrayOutputStream();
    private final AdtsFrames frames = new AdtsFrames();
    private final StringBuilder complaint = new StringBuilder();
    private boolean over;
    private boolean complained;
    private boolean closed;

    private FfmpegProcess(Process process, Duration patience, Consumer<FfmpegProcess> ended) {
        this.process = process;
        this.patience = patience;
        this.ended = ended;
        this.in = process.getOutputStream();
    }

    /** @param ended told once, when it is closed */
    static FfmpegProcess start(List<String> command, Duration patience, Consumer<FfmpegProcess> ended) throws IOException {
        FfmpegProcess started = new FfmpegProcess(new ProcessBuilder(command).start(), patience, ended);
        Thread.ofPlatform().daemon().name("aac-sound").start(started::takeUp);
        Thread.ofPlatform().daemon().name("aac-complaints").start(started::listen);
        return started;
    }

    long pid() {
        return process.pid();
    }

    /** @param bytes that fit the pipe beside what has not been answered yet, so that this does not wait */
    void write(byte[] bytes) throws BourdonException {
        try {
            in.write(bytes);
            in.flush();
        } catch (IOException e) {
            throw dying(e.getMessage());
        }
    }

    /**
     * Waits until there are as many whole frames.
     *
     * @return all bytes that have come since the last call
     * @throws BourdonException ENGINE_FAILED when it ends before, or they do not come in time
     */
    byte[] await(long wanted) throws BourdonException {
        return await(() -> frames.whole() >= wanted, wanted);
    }

    /** Says that no more will come, and waits for the rest. */
    byte[] end() throws BourdonException {
        try {
            in.close();
        } catch (IOException e) {
            throw dying(e.getMessage());
        }
        byte[] rest = await(() -> over, Long.MAX_VALUE);
        try {
            if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                throw failed("it does not end");
            }
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
        if (process.exitValue() != 0) {
            throw dying("it ended with code " + process.exitValue());
        }
        return rest;
    }

    private interface Fact {
        boolean holds();
    }

    private byte[] await(Fact fact, long wanted) throws BourdonException {
        lock.lock();
        try {
            long left = patience.toNanos();
            while (!fact.holds()) {
                if (over || closed) {
                    throw closed ? failed("it was stopped") : dying("it ended too early");
                }
                if (left <= 0) {
                    throw failed("nothing came within " + patience.toMillis() + " ms");
                }
                left = more.awaitNanos(left);
            }
            byte[] bytes = encoded.toByteArray();
            encoded.reset();
            return bytes;
        } catch (InterruptedException e) {
            throw interrupted(e);
        } finally {
            lock.unlock();
        }
    }

    private void takeUp() {
        byte[] piece = new byte[PIECE_BYTES];
        try (InputStream out = process.getInputStream()) {
            for (int read = out.read(piece); read >= 0; read = out.read(piece)) {
                if (!take(piece, read)) {
                    process.destroyForcibly();
                    return;
                }
            }
        } catch (IOException e) {
            // It was killed; who waits is told below.
        } finally {
            change(() -> over = true);
        }
    }

    private boolean take(byte[] piece, int length) {
        lock.lock();
        try {
            encoded.write(piece, 0, length);
            frames.add(piece, length);
            more.signalAll();
            return encoded.size() <= MOST_BYTES;
        } finally {
            lock.unlock();
        }
    }

    /** Reads on when it has heard enough: a process that cannot complain stands still. */
    private void listen() {
        byte[] piece = new byte[PIECE_BYTES];
        try (InputStream err = process.getErrorStream()) {
            for (int read = err.read(piece); read >= 0; read = err.read(piece)) {
                String words = new String(piece, 0, read, StandardCharsets.UTF_8);
                change(() -> complaint.append(words, 0, Math.min(words.length(), MOST_WORDS - Math.min(MOST_WORDS, complaint.length()))));
            }
        } catch (IOException e) {
            // It was killed, and has no more to say.
        } finally {
            change(() -> complained = true);
        }
    }

    private void change(Runnable step) {
        lock.lock();
        try {
            step.run();
            more.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** It has ended, or is about to; what it has to say about that comes within moments. */
    private BourdonException dying(String what) {
        lock.lock();
        try {
            long left = LAST_WORDS.toNanos();
            while (!complained && left > 0) {
                left = more.awaitNanos(left);
            }
            return failed(what);
        } catch (InterruptedException e) {
            return interrupted(e);
        } finally {
            lock.unlock();
        }
    }

    /** @param what happened, where it does not say so itself */
    private BourdonException failed(String what) {
        lock.lock();
        try {
            String own = complaint.toString().strip().replaceAll("\\s+", " ");
            return new BourdonException(ErrorCode.ENGINE_FAILED, "ffmpeg failed to encode aac: " + (own.isEmpty() ? what : own));
        } finally {
            lock.unlock();
        }
    }

    private static BourdonException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new BourdonException(ErrorCode.CANCELLED, "interrupted while ffmpeg was encoding", e);
    }

    @Override
    public void close() {
        lock.lock();
        try {
            if (closed) {
                return;
            }
            closed = true;
            more.signalAll();
        } finally {
            lock.unlock();
        }
        process.destroyForcibly();
        ended.accept(this);
    }
}
