package org.bourdon.itest;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * A client of the native protocol that shares no line with the product's own. It is suspicious: a frame for a request
 * that it never made, audio after an end or a second end is a violation, which {@link #close} reports.
 */
public final class NativeClient implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration CONTROL = Duration.ofSeconds(10);

    private final SocketChannel channel;
    private final ByteBuffer in = ByteBuffer.allocate(1 << 16).flip();
    private final Map<String, Speech> speeches = new ConcurrentHashMap<>();
    private final Map<String, CompletableFuture<JsonNode>> calls = new ConcurrentHashMap<>();
    private final BlockingQueue<JsonNode> unclaimed = new LinkedBlockingQueue<>(10_000);
    private final Map<String, AudioHeard> sessions = new ConcurrentHashMap<>();
    private final AtomicReference<String> violation = new AtomicReference<>();
    private final CompletableFuture<Void> closed = new CompletableFuture<>();
    private final AtomicLong ids = new AtomicLong();
    private final String idPrefix;
    private final JsonNode hello;

    private NativeClient(SocketChannel channel, String idPrefix) throws IOException {
        this.channel = channel;
        this.idPrefix = idPrefix;
        this.hello = JSON.readTree(readLine());
        Thread.ofPlatform().daemon().name("native-client").start(this::read);
    }

    /**
     * Connects and reads the greeting.
     *
     * @throws IOException when nobody listens
     */
    public static NativeClient connect(Path socket) throws IOException {
        return connect(socket, "r");
    }

    /** @param idPrefix what this client's request ids begin with */
    public static NativeClient connect(Path socket, String idPrefix) throws IOException {
        SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket));
        try {
            return new NativeClient(channel, idPrefix);
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    /** The greeting: a {@code hello}, or a {@code refused}. */
    public JsonNode greeting() {
        return hello;
    }

    public String session() {
        return hello.path("params").path("session").asText();
    }

    public long daemonPid() {
        return hello.path("params").path("pid").asLong();
    }

    public Speech speak(String text) throws IOException {
        return speak(SpeakRequest.of(text));
    }

    public Speech speak(SpeakRequest request) throws IOException {
        String id = idPrefix + ids.incrementAndGet();
        Speech speech = new Speech(this, id);
        speeches.put(id, speech);
        byte[] line = request(id, "speak", request.params());
        speech.sent();
        send(line);
        return speech;
    }

    /** Speaks and waits for the end. */
    public Spoken say(SpeakRequest request, Duration patience) throws IOException, NativeError {
        return speak(request).await(patience);
    }

    public Spoken say(String text) throws IOException, NativeError {
        return say(SpeakRequest.of(text), Duration.ofSeconds(60));
    }

    public void append(Speech speech, String text) throws IOException, NativeError {
        call("append", params().put("request", speech.id()).put("text", text), Duration.ofSeconds(60));
    }

    public void finish(Speech speech) throws IOException, NativeError {
        call("finish", params().put("request", speech.id()));
    }

    /** Whether there was something to cancel. */
    public boolean cancel(Speech speech) throws IOException, NativeError {
        return call("cancel", params().put("request", speech.id())).path("cancelled").asBoolean();
    }

    /** Adds audio to a session of this client's own audio, and waits until it has been taken. */
    public void push(String session, byte[] audio) throws IOException, NativeError {
        call("session.audio", params().put("session", session).put("payload_length", audio.length), audio, Duration.ofSeconds(30));
    }

    /** Waits until as much of a session's sound has come back. */
    public byte[] awaitEcho(String session, int bytes, Duration patience) {
        AudioHeard heard = heard(session);
        Await.until(bytes + " bytes of echo come", patience, () -> heard.echo().size() >= bytes, () -> heard.echo().size() + " came");
        return heard.echo().toByteArray();
    }

    /** Waits for the one end of a session. */
    public JsonNode awaitSessionEnd(String session, Duration patience) {
        AudioHeard heard = heard(session);
        Await.until("the session " + session + " ends", patience, () -> heard.ended().isDone());
        return heard.ended().join();
    }

    private AudioHeard heard(String session) {
        return sessions.computeIfAbsent(session, id -> new AudioHeard(new ByteArrayOutputStream(), new CompletableFuture<>()));
    }

    /** What a session of this client's own audio has told. */
    private record AudioHeard(ByteArrayOutputStream echo, CompletableFuture<JsonNode> ended) {
    }

    public JsonNode status() throws IOException, NativeError {
        return call("status", params());
    }

    public JsonNode voices() throws IOException, NativeError {
        return call("voices", params()).path("voices");
    }

    public JsonNode pronounce(String text) throws IOException, NativeError {
        return call("pronounce", params().put("text", text)).path("sentences");
    }

    public JsonNode call(String method, ObjectNode params) throws IOException, NativeError {
        return call(method, params, CONTROL);
    }

    /** @throws NativeError the daemon's own error */
    public JsonNode call(String method, ObjectNode params, Duration patience) throws IOException, NativeError {
        return call(method, params, new byte[0], patience);
    }

    private JsonNode call(String method, ObjectNode params, byte[] payload, Duration patience) throws IOException, NativeError {
        String id = idPrefix + ids.incrementAndGet();
        CompletableFuture<JsonNode> answer = new CompletableFuture<>();
        calls.put(id, answer);
        byte[] line = request(id, method, params);
        byte[] message = Arrays.copyOf(line, line.length + payload.length);
        System.arraycopy(payload, 0, message, line.length, payload.length);
        send(message);
        try {
            return answer.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof NativeError error) {
                throw error;
            }
            throw new IOException(method + ": " + e.getCause().getMessage(), e.getCause());
        } catch (TimeoutException e) {
            throw new AssertionError("no answer to '" + method + "' within " + patience, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    public static ObjectNode params() {
        return JsonNodeFactory.instance.objectNode();
    }

    /** Sends bytes as they are, whatever they say. */
    public synchronized void send(byte[] bytes) throws IOException {
        ByteBuffer out = ByteBuffer.wrap(bytes);
        while (out.hasRemaining()) {
            channel.write(out);
        }
    }

    /** The next message that answers none of this client's own calls. */
    public JsonNode awaitUnclaimed(Duration patience) throws InterruptedException {
        JsonNode message = unclaimed.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
        if (message == null) {
            throw new AssertionError("the daemon said nothing within " + patience);
        }
        return message;
    }

    /** Waits until the daemon has closed the connection. */
    public void awaitClosed(Duration patience) {
        Await.until("the daemon closes the connection", patience, closed::isDone);
    }

    /** Goes away without a word, as a killed client does. */
    public void vanish() throws IOException {
        channel.close();
    }

    @Override
    public void close() throws IOException {
        channel.close();
        String broken = violation.get();
        if (broken != null) {
            throw new AssertionError("the daemon broke the protocol: " + broken);
        }
    }

    void violated(String how) {
        violation.compareAndSet(null, how);
    }

    private static byte[] request(String id, String method, ObjectNode params) {
        ObjectNode request = params().put("jsonrpc", "2.0").put("id", id).put("method", method);
        request.set("params", params);
        return (request + "\n").getBytes(StandardCharsets.UTF_8);
    }

    private void read() {
        Exception end;
        try {
            while (true) {
                dispatch(JSON.readTree(readLine()));
            }
        } catch (IOException e) {
            end = e;
        }
        IOException gone = new IOException("the connection is closed", end);
        speeches.values().forEach(speech -> speech.failed(gone));
        calls.values().forEach(call -> call.completeExceptionally(gone));
        closed.complete(null);
    }

    private void dispatch(JsonNode message) throws IOException {
        if (message.has("method")) {
            notification(message.path("method").asText(), message);
            return;
        }
        String id = message.path("id").asText();
        Speech speech = speeches.remove(id);
        CompletableFuture<JsonNode> call = calls.remove(id);
        if (message.has("result") == message.has("error")) {
            violated("neither or both of result and error: " + message);
        }
        if (speech == null && call == null) {
            unclaimed.add(message);
        } else if (message.has("error")) {
            NativeError error = error(message.path("error"));
            if (speech != null) {
                speech.failed(error);
            } else {
                call.completeExceptionally(error);
            }
        } else if (speech != null) {
            speech.ended(message.path("result"));
        } else {
            call.complete(message.path("result"));
        }
    }

    private static NativeError error(JsonNode error) {
        return new NativeError(error.path("code").asInt(), error.path("data").path("error").asText(), error.path("message").asText());
    }

    private void notification(String method, JsonNode message) throws IOException {
        JsonNode params = message.path("params");
        if (method.startsWith("session.")) {
            sessionTells(method, params);
            return;
        }
        Speech speech = speeches.get(params.path("request").asText());
        if (speech == null) {
            violated("'" + method + "' for a request that is not running here: " + message);
        } else if (!params.path("session").asText().equals(session())) {
            violated("'" + method + "' of another session in session " + session() + ": " + message);
        }
        switch (method) {
            case "audio" -> audio(speech, params.path("payload_length").asInt(-1));
            case "head" -> head(speech, params.path("payload_length").asInt(-1));
            case "started" -> {
                if (speech != null) {
                    speech.started(params);
                }
            }
            case "mark" -> {
                if (speech != null) {
                    speech.mark(params);
                }
            }
            default -> unclaimed.add(message);
        }
    }

    private void sessionTells(String method, JsonNode params) throws IOException {
        AudioHeard heard = heard(params.path("session").asText());
        if (heard.ended().isDone()) {
            violated("'" + method + "' after the end of its session: " + params);
        }
        switch (method) {
            case "session.audio" -> heard.echo().writeBytes(payload(params.path("payload_length").asInt(-1)));
            case "session.ended" -> heard.ended().complete(params);
            default -> unclaimed.add(params);
        }
    }

    private void audio(Speech speech, int length) throws IOException {
        if (length < 1) {
            violated("an audio frame of " + length + " bytes");
            return;
        }
        if (!in.hasRemaining()) {
            fill();
        }
        if (speech != null) {
            speech.audioBegins();
        }
        byte[] payload = payload(length);
        if (speech != null) {
            speech.audio(payload);
        }
    }

    private void head(Speech speech, int length) throws IOException {
        if (length < 1) {
            violated("a head of " + length + " bytes");
            return;
        }
        byte[] payload = payload(length);
        if (speech != null) {
            speech.head(payload);
        }
    }

    private byte[] payload(int length) throws IOException {
        byte[] payload = new byte[length];
        for (int got = 0; got < length; ) {
            if (!in.hasRemaining()) {
                fill();
            }
            int piece = Math.min(in.remaining(), length - got);
            in.get(payload, got, piece);
            got += piece;
        }
        return payload;
    }

    private byte[] readLine() throws IOException {
        byte[] line = new byte[256];
        int length = 0;
        while (true) {
            if (!in.hasRemaining()) {
                fill();
            }
            byte next = in.get();
            if (next == '\n') {
                return Arrays.copyOf(line, length);
            }
            if (length == line.length) {
                line = Arrays.copyOf(line, 2 * length);
            }
            line[length++] = next;
        }
    }

    private void fill() throws IOException {
        in.clear();
        int read = channel.read(in);
        in.flip();
        if (read < 0) {
            in.limit(0);
            throw new EOFException("the daemon closed the connection");
        }
    }
}
