package org.bourdon.itest;

import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import com.fasterxml.jackson.databind.JsonNode;

/** A {@code speak} under way. Fed by the client's reader; awaited by whoever asked. */
public final class Speech {

    private final NativeClient client;
    private final String id;
    private final ByteArrayOutputStream pcm = new ByteArrayOutputStream();
    private final List<Spoken.Mark> marks = new ArrayList<>();
    private final CompletableFuture<Duration> firstAudio = new CompletableFuture<>();
    private final CompletableFuture<Spoken> end = new CompletableFuture<>();
    private volatile long sentAt = System.nanoTime();
    private String voice = "";
    private int sampleRateHz;
    private String format = "s16le";

    Speech(NativeClient client, String id) {
        this.client = client;
        this.id = id;
    }

    public String id() {
        return id;
    }

    /** @throws NativeError what the daemon said instead of audio */
    public Duration awaitFirstAudio(Duration patience) throws NativeError {
        return get(CompletableFuture.anyOf(firstAudio, end).thenCompose(ignored -> firstAudio), patience, "first audio");
    }

    /** Waits for the terminal event. */
    public Spoken await(Duration patience) throws NativeError {
        return get(end, patience, "end");
    }

    /** Whether the terminal event has come. */
    public boolean hasEnded() {
        return end.isDone();
    }

    private <T> T get(CompletableFuture<T> future, Duration patience, String what) throws NativeError {
        try {
            return future.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof NativeError error) {
                throw error;
            }
            throw new AssertionError("request " + id + ": " + e.getCause().getMessage(), e.getCause());
        } catch (TimeoutException e) {
            throw new AssertionError("no " + what + " of request " + id + " within " + patience + "; " + pcmBytes() + " bytes of audio so far", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    public synchronized int pcmBytes() {
        return pcm.size();
    }

    void sent() {
        sentAt = System.nanoTime();
    }

    synchronized void started(JsonNode params) {
        expect(sampleRateHz == 0, "started twice");
        voice = params.path("voice").asText();
        sampleRateHz = params.path("sample_rate").asInt();
        format = params.path("format").asText();
        expect(params.path("channels").asInt() == 1, "not mono: " + params);
    }

    synchronized void mark(JsonNode params) {
        expect(!end.isDone(), "a mark after the end");
        marks.add(new Spoken.Mark(params.path("sentence").asInt(-1), params.path("text").asText(), params.path("at_sample").asLong(-1)));
    }

    void audioBegins() {
        firstAudio.complete(Duration.ofNanos(System.nanoTime() - sentAt));
    }

    synchronized void audio(byte[] payload) {
        expect(!end.isDone(), "audio after the end");
        expect(sampleRateHz > 0, "audio before started");
        pcm.writeBytes(payload);
    }

    synchronized void head(byte[] payload) {
        expect(!end.isDone(), "a head after the end");
        expect(payload.length <= pcm.size(), "a head longer than what came");
        byte[] all = pcm.toByteArray();
        System.arraycopy(payload, 0, all, 0, payload.length);
        pcm.reset();
        pcm.writeBytes(all);
    }

    synchronized void ended(JsonNode result) {
        expect(!end.isDone(), "a second end");
        Optional<Duration> toFirstAudio = firstAudio.isDone() ? Optional.of(firstAudio.join()) : Optional.empty();
        firstAudio.completeExceptionally(new IllegalStateException("ended without audio: " + result));
        end.complete(new Spoken(voice, sampleRateHz, format, pcm.toByteArray(), List.copyOf(marks), toFirstAudio,
                result.path("outcome").asText(), Optional.ofNullable(result.path("reason").textValue()),
                result.path("samples").asLong(-1), result.path("sentences").asInt(-1)));
    }

    synchronized void failed(Exception error) {
        firstAudio.completeExceptionally(error);
        end.completeExceptionally(error);
    }

    private void expect(boolean held, String otherwise) {
        if (!held) {
            client.violated("request " + id + ": " + otherwise);
        }
    }
}
