package org.bourdon.gateway.http.internal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

import org.bourdon.error.BourdonException;
import org.bourdon.error.ErrorCode;
import org.bourdon.gateway.http.socket.ClientSocket;
import org.bourdon.gateway.http.socket.SocketClient;
import org.bourdon.gateway.http.socket.SocketEndpoint;
import org.bourdon.gateway.rpc.Wire;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One WebSocket connection over Jetty, which looks its methods up and therefore wants them public. The next message is asked for when the
 * one before has been dealt with.
 */
public final class JettySocket implements Session.Listener, ClientSocket {

    private static final Logger log = LoggerFactory.getLogger(JettySocket.class);
    /** RFC 6455, section 5.5: a control frame has 125 bytes at most, and the code takes two. */
    private static final int LONGEST_REASON = 123;

    private interface Delivery {

        void to(SocketClient client) throws InterruptedException;
    }

    private final SocketEndpoint endpoint;
    private final Heartbeat heartbeat;
    private final AtomicBoolean left = new AtomicBoolean();
    private volatile Optional<Session> session = Optional.empty();
    private volatile Optional<SocketClient> client = Optional.empty();

    JettySocket(SocketEndpoint endpoint, Heartbeat heartbeat) {
        this.endpoint = endpoint;
        this.heartbeat = heartbeat;
    }

    @Override
    public void onWebSocketOpen(Session opened) {
        session = Optional.of(opened);
        heartbeat.add(opened);
        try {
            client = Optional.of(endpoint.accept(this));
            if (left.get()) {
                client.get().close();
            } else {
                opened.demand();
            }
        } catch (BourdonException e) {
            close(e.code() == ErrorCode.BUSY ? TRY_AGAIN_LATER : e.code() == ErrorCode.SHUTTING_DOWN ? GOING_AWAY : INTERNAL_ERROR, e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            close(GOING_AWAY, "the daemon is leaving");
        } catch (RuntimeException e) {
            log.error("a WebSocket could not be served", e);
            close(INTERNAL_ERROR, "the connection failed unexpectedly");
        }
    }

    @Override
    public void onWebSocketText(String message) {
        deliver(to -> to.text(message));
    }

    @Override
    public void onWebSocketBinary(ByteBuffer payload, Callback callback) {
        byte[] bytes = new byte[payload.remaining()];
        payload.get(bytes);
        callback.succeed();
        deliver(to -> to.binary(bytes));
    }

    private void deliver(Delivery delivery) {
        try {
            delivery.to(client.orElseThrow());
            session.orElseThrow().demand();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            close(GOING_AWAY, "the daemon is leaving");
        } catch (RuntimeException e) {
            log.error("a message on a WebSocket failed unexpectedly", e);
            close(INTERNAL_ERROR, "the message failed unexpectedly");
        }
    }

    @Override
    public void onWebSocketError(Throwable cause) {
        log.debug("a WebSocket broke: {}", cause.toString());
        leave();
    }

    @Override
    public void onWebSocketClose(int code, String reason, Callback callback) {
        leave();
        callback.succeed();
    }

    private void leave() {
        if (left.compareAndSet(false, true)) {
            session.ifPresent(heartbeat::remove);
            client.ifPresent(SocketClient::close);
        }
    }

    @Override
    public void text(byte[] utf8) throws IOException {
        send(callback -> session.orElseThrow().sendText(new String(utf8, StandardCharsets.UTF_8), callback));
    }

    @Override
    public void binary(byte[] bytes) throws IOException {
        send(callback -> session.orElseThrow().sendBinary(ByteBuffer.wrap(bytes), callback));
    }

    private void send(Consumer<Callback> sending) throws IOException {
        CompletableFuture<Void> sent = new CompletableFuture<>();
        sending.accept(Callback.from(() -> sent.complete(null), sent::completeExceptionally));
        try {
            sent.get(Wire.PATIENCE.toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            throw new IOException("the client is gone: " + e.getCause(), e.getCause());
        } catch (TimeoutException e) {
            session.orElseThrow().disconnect();
            throw new IOException("the client took nothing for " + Wire.PATIENCE.toMinutes() + " minutes", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while sending", e);
        }
    }

    @Override
    public void close(int code, String reason) {
        String cut = reason;
        while (cut.getBytes(StandardCharsets.UTF_8).length > LONGEST_REASON) {
            cut = cut.substring(0, cut.length() - 1);
        }
        String said = cut;
        session.ifPresent(open -> open.close(code, said, Callback.NOOP));
        leave();
    }
}
