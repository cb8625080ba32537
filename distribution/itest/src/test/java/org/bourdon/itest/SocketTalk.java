package org.bourdon.itest;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/** A WebSocket client that keeps what comes in order: text as JSON, bytes as they are, and at last the code of the close. */
final class SocketTalk implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final HttpClient client = HttpClient.newHttpClient();
    private final BlockingQueue<Object> received = new LinkedBlockingQueue<>();
    private final WebSocket socket;

    SocketTalk(URI daemon, String path) {
        socket = client.newWebSocketBuilder().buildAsync(URI.create("ws" + daemon.toString().substring("http".length()) + path), new Listener()).join();
    }

    void say(String json) {
        socket.sendText(json, true).join();
    }

    /** The next message, which is text. */
    JsonNode message() throws InterruptedException {
        if (next() instanceof JsonNode message) {
            return message;
        }
        throw new AssertionError("bytes, and not the message that was expected");
    }

    /** The next message, which is bytes. */
    byte[] bytes() throws InterruptedException {
        if (next() instanceof byte[] bytes) {
            return bytes;
        }
        throw new AssertionError("no bytes, as had been expected");
    }

    /** The next, whatever it is: a {@link JsonNode}, bytes, or the {@link Integer} code of the close. */
    Object next() throws InterruptedException {
        Object next = received.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        if (next == null) {
            throw new AssertionError("nothing came within " + PATIENCE);
        }
        return next;
    }

    @Override
    public void close() {
        socket.abort();
        client.shutdownNow();
    }

    private final class Listener implements WebSocket.Listener {

        private final StringBuilder text = new StringBuilder();
        private final java.io.ByteArrayOutputStream bytes = new java.io.ByteArrayOutputStream();

        @Override
        public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
            text.append(data);
            if (last) {
                try {
                    received.add(JSON.readTree(text.toString()));
                } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
                    received.add(e);
                }
                text.setLength(0);
            }
            from.request(1);
            return CompletableFuture.completedStage(null);
        }

        @Override
        public CompletionStage<?> onBinary(WebSocket from, ByteBuffer data, boolean last) {
            byte[] piece = new byte[data.remaining()];
            data.get(piece);
            bytes.writeBytes(piece);
            if (last) {
                received.add(bytes.toByteArray());
                bytes.reset();
            }
            from.request(1);
            return CompletableFuture.completedStage(null);
        }

        @Override
        public CompletionStage<?> onClose(WebSocket from, int code, String reason) {
            received.add(code);
            return CompletableFuture.completedStage(null);
        }

        @Override
        public void onError(WebSocket from, Throwable error) {
            received.add(error);
        }
    }
}
