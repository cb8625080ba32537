package org.bourdon.client.sound;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

import org.bourdon.client.ClientException;
import org.bourdon.client.ExitCode;

/**
 * Plays while the sound comes.
 * <p>
 * The pipe to the player is fed by a thread of its own behind a bounded queue, so that a player that stands still is noticed and ended
 * instead of waited for.
 */
public final class PlayerOutput implements SoundOutput {

    private static final int QUEUED_PIECES = 64;
    private static final int PIECE_BYTES = 1 << 14;
    private static final ByteBuffer END = ByteBuffer.allocate(0);

    private final Player.Found found;
    private final Duration patience;
    private final BlockingQueue<ByteBuffer> queue = new ArrayBlockingQueue<>(QUEUED_PIECES);
    private volatile Optional<Process> process = Optional.empty();
    private volatile boolean abandoned;
    private volatile long written;

    /** @param patience how long the player may take nothing, and how long it may go on after the last sound should have been heard */
    public PlayerOutput(Player.Found found, Duration patience) {
        this.found = found;
        this.patience = patience;
    }

    @Override
    public void begin(int sampleRate) throws ClientException {
        try {
            Process player = new ProcessBuilder(found.command(sampleRate)).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
            process = Optional.of(player);
            if (abandoned) {
                player.destroyForcibly();
            }
            Thread feeder = new Thread(() -> feed(player), "player");
            feeder.setDaemon(true);
            feeder.start();
        } catch (IOException e) {
            throw new ClientException(ExitCode.OUTPUT, "cannot start the player " + found.program() + ": " + ClientException.reason(e), e);
        }
        if (found.player().wantsWav()) {
            write(Wav.headerOfUnknownLength(sampleRate));
        }
    }

    @Override
    public void write(ByteBuffer pcm) throws ClientException {
        while (pcm.hasRemaining()) {
            var piece = new byte[Math.min(pcm.remaining(), PIECE_BYTES)];
            pcm.get(piece);
            offer(ByteBuffer.wrap(piece));
        }
    }

    @Override
    public void finish() throws ClientException {
        offer(END);
        Process player = process.orElseThrow();
        long before = -1;
        try {
            // What lies in the pipe and in the player's buffers is still to be heard.
            while (!player.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                if (written == before) {
                    player.destroyForcibly();
                    throw stuck();
                }
                before = written;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ClientException(ExitCode.INTERRUPTED, "interrupted", e);
        }
        if (player.exitValue() != 0) {
            throw died(player);
        }
    }

    @Override
    public void abandon() {
        abandoned = true;
        process.ifPresent(Process::destroyForcibly);
    }

    private void offer(ByteBuffer piece) throws ClientException {
        Process player = process.orElseThrow();
        long slices = Math.max(1, patience.toMillis() / 100);
        try {
            // Counted, not timed: time during which the shell had us stopped does not count.
            for (long slice = 0; slice < slices; slice++) {
                if (!player.isAlive()) {
                    throw died(player);
                }
                if (queue.offer(piece, 100, TimeUnit.MILLISECONDS)) {
                    return;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ClientException(ExitCode.INTERRUPTED, "interrupted", e);
        }
        player.destroyForcibly();
        throw stuck();
    }

    private void feed(Process player) {
        try (OutputStream pipe = player.getOutputStream()) {
            for (ByteBuffer piece = queue.take(); piece != END; piece = queue.take()) {
                pipe.write(piece.array(), 0, piece.limit());
                pipe.flush();
                written += piece.limit();
            }
        } catch (IOException _) {
            // The player has left; whoever offers the next piece finds out and says so.
            queue.clear();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private ClientException stuck() {
        return new ClientException(ExitCode.OUTPUT, "the player " + found.program() + " stands still; -o FILE writes a file instead");
    }

    private ClientException died(Process player) {
        String reason = "";
        try (var errors = player.getErrorStream()) {
            String said = new String(errors.readNBytes(4096), StandardCharsets.UTF_8).strip();
            reason = said.isEmpty() ? "" : " (" + said.substring(said.lastIndexOf('\n') + 1).strip() + ")";
        } catch (IOException _) {
            reason = " (no reason given)";
        }
        return new ClientException(ExitCode.OUTPUT, "the player " + found.program() + " gave up" + reason + "; -o FILE writes a file instead");
    }
}
