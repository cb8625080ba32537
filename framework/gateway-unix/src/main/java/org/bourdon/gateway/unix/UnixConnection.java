package org.bourdon.gateway.unix;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.bourdon.daemon.Daemon;
import org.bourdon.gateway.rpc.Frame;
import org.bourdon.gateway.rpc.RpcConnection;
import org.bourdon.gateway.rpc.Wire;
import org.bourdon.gateway.sound.SoundFormats;
import org.bourdon.speech.SpeechService;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One client on the socket: a message in and a frame out are a line each, and the payload that it announces. */
final class UnixConnection implements Wire {

    private static final Logger log = LoggerFactory.getLogger(UnixConnection.class);
    private static final byte[] LINE_END = {'\n'};
    private static final Duration GREETING = Duration.ofSeconds(2);

    private final SocketChannel channel;
    private final SpeechService speech;
    private final Daemon daemon;
    private final SoundFormats formats;
    private final Executor threads;
    /** Empty in the end when the client was refused. */
    private final CompletableFuture<Optional<RpcConnection>> greeted = new CompletableFuture<>();
    private volatile OptionalLong waitingSinceNanos = OptionalLong.empty();

    UnixConnection(SocketChannel channel, SpeechService speech, Daemon daemon, SoundFormats formats, Executor threads) {
        this.threads = threads;
        this.channel = channel;
        this.speech = speech;
        this.daemon = daemon;
        this.formats = formats;
    }

    /** Reads until the client goes or the connection is closed. A half-closed client counts as gone. */
    void serve() {
        try {
            Optional<RpcConnection> rpc = RpcConnection.open("unix", speech, daemon, formats, this, threads);
            greeted.complete(rpc);
            if (rpc.isPresent()) {
                read(rpc.get());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            greeted.complete(Optional.empty());
            leave();
        }
    }

    /** Ends what the client has under way, tells it so, and hangs up. One that has just come is answered first, be it with a refusal. */
    void leave() {
        try {
            greeted.get(GREETING.toMillis(), TimeUnit.MILLISECONDS).ifPresent(RpcConnection::close);
        } catch (TimeoutException e) {
            log.debug("a client that takes no greeting is left without a farewell");
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        close();
    }

    private void read(RpcConnection to) throws InterruptedException {
        LineReader lines = new LineReader(channel, RpcConnection.LONGEST_MESSAGE);
        try {
            while (true) {
                switch (lines.next()) {
                    case LINE -> {
                        int announced = to.receive(lines.bytes(), lines.lineLength());
                        Optional<byte[]> payload = announced > 0 ? lines.payload(announced) : Optional.empty();
                        if (payload.isPresent()) {
                            to.receivePayload(payload.get());
                        } else if (announced != 0) {
                            return;
                        }
                    }
                    case TOO_LONG -> {
                        to.tooLong();
                        return;
                    }
                    case END -> {
                        return;
                    }
                }
            }
        } catch (IOException e) {
            log.debug("a client is gone: {}", e.toString());
        }
    }

    @Override
    public void write(List<Frame> frames) throws IOException {
        ByteBuffer[] parts = new ByteBuffer[3 * frames.size()];
        int part = 0;
        for (Frame frame : frames) {
            parts[part++] = ByteBuffer.wrap(frame.json());
            parts[part++] = ByteBuffer.wrap(LINE_END);
            parts[part++] = ByteBuffer.wrap(frame.payload());
        }
        for (int first = 0; first < parts.length; ) {
            waitingSinceNanos = OptionalLong.of(System.nanoTime());
            channel.write(parts, first, parts.length - first);
            while (first < parts.length && !parts[first].hasRemaining()) {
                first++;
            }
        }
        waitingSinceNanos = OptionalLong.empty();
    }

    /** Closes a connection whose client has taken nothing for longer than {@link Wire#PATIENCE}; its write then fails. */
    void closeIfStuck() {
        OptionalLong since = waitingSinceNanos;
        if (since.isPresent() && System.nanoTime() - since.getAsLong() > PATIENCE.toNanos()) {
            log.info("a client took nothing for {} minutes and is cut off", PATIENCE.toMinutes());
            close();
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            log.debug("a connection did not close cleanly: {}", e.toString());
        }
    }
}
