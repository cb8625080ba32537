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
import java.util.function.Consumer;

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
    private final LineReader lines;
    private final SpeechService speech;
    private final Daemon daemon;
    private final SoundFormats formats;
    private final Executor readers;
    private final Executor speakers;
    private final Consumer<UnixConnection> whenGone;
    /** Empty in the end when the client was refused. */
    private final CompletableFuture<Optional<RpcConnection>> greeted = new CompletableFuture<>();
    private volatile OptionalLong waitingSinceNanos = OptionalLong.empty();
    /** Confined to the thread that reads; handed over with the reading. */
    private Turn turn = new Turn();

    /** @param readers one reads what the client sends; one more for each request of the client's, as long as its text lasts */
    UnixConnection(SocketChannel channel, SpeechService speech, Daemon daemon, SoundFormats formats, Executor readers, Executor speakers,
                   Consumer<UnixConnection> whenGone) {
        this.channel = channel;
        this.lines = new LineReader(channel, RpcConnection.LONGEST_MESSAGE);
        this.speech = speech;
        this.daemon = daemon;
        this.formats = formats;
        this.readers = readers;
        this.speakers = speakers;
        this.whenGone = whenGone;
    }

    /** Greets the client, and reads until it goes or the connection is closed. A half-closed client counts as gone. */
    void serve() {
        Optional<RpcConnection> rpc = Optional.empty();
        try {
            rpc = RpcConnection.open("unix", speech, daemon, formats, this, speakers, Optional.of(this::readText));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            greeted.complete(rpc);
            if (rpc.isEmpty()) {
                end();
            }
        }
        rpc.ifPresent(to -> turn.read(to));
    }

    /** The text is read where its message was, with what it needs at hand, while another thread goes on with the messages. */
    private void readText(Runnable text) {
        turn.over = true;
        turn = new Turn();
        RpcConnection to = greeted.resultNow().orElseThrow();
        Turn next = turn;
        readers.execute(() -> next.read(to));
        text.run();
    }

    private void end() {
        leave();
        whenGone.accept(this);
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

    /** A thread's time as the one that reads. */
    private final class Turn {

        private boolean over;

        void read(RpcConnection to) {
            try {
                while (!over && message(to)) { }
            } catch (IOException e) {
                log.debug("a client is gone: {}", e.toString());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } finally {
                if (!over) {
                    end();
                }
            }
        }
    }

    /** @return whether there may be more */
    private boolean message(RpcConnection to) throws IOException, InterruptedException {
        return switch (lines.next()) {
            case LINE -> {
                int announced = to.receive(lines.bytes(), lines.lineLength());
                Optional<byte[]> payload = announced > 0 ? lines.payload(announced) : Optional.empty();
                if (payload.isPresent()) {
                    to.receivePayload(payload.get());
                }
                yield announced == 0 || payload.isPresent();
            }
            case TOO_LONG -> {
                to.tooLong();
                yield false;
            }
            case END -> false;
        };
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
