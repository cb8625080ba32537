package org.bourdon.gateway.rpc;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

import org.bourdon.audio.AudioEncoder;
import org.bourdon.error.BourdonException;
import org.bourdon.error.ErrorCode;
import org.bourdon.gateway.sound.EncodedSound;
import org.bourdon.speech.CancelReason;
import org.bourdon.speech.Outcome;
import org.bourdon.speech.SpeechEvent;
import org.bourdon.speech.SpeechStream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** A {@code speak} under way: carries the events of its stream to the client, and further text of the client to the stream, in order. */
final class RunningSpeech {

    /** What a sentence begins with, its first sound, and the last of the sentence before. */
    private static final int FRAMES_AT_ONCE = 4;
    private static final Duration WAKE = Duration.ofMinutes(1);
    private static final Duration DRAIN = Duration.ofSeconds(5);
    private static final Duration APPEND_PATIENCE = Duration.ofMinutes(10);
    private static final int APPENDS_WAITING = 64;

    /** A piece of text, or the end of the text, with the call that brought it. */
    private record Feed(Optional<String> text, Reply reply) {
    }

    private final JsonNode id;
    private final String session;
    private final SpeechStream stream;
    private final EncodedSound sound;
    private final Outbox outbox;
    private final Reply reply;
    private final BlockingQueue<Feed> feeds = new ArrayBlockingQueue<>(APPENDS_WAITING);
    private volatile boolean ended;

    RunningSpeech(JsonNode id, String session, SpeechStream stream, EncodedSound sound, Outbox outbox, Reply reply) {
        this.id = id;
        this.session = session;
        this.stream = stream;
        this.sound = sound;
        this.outbox = outbox;
        this.reply = reply;
    }

    /**
     * @param threads      where sound is brought to the client
     * @param whenOver     before the client can know that the request is over: its id is free again
     * @param whenAnswered when everything for the client lies in the outbox
     */
    void start(boolean moreText, Executor threads, Runnable whenOver, Runnable whenAnswered) {
        threads.execute(() -> {
            try (sound) {
                Outcome outcome = pump();
                ended = true;
                whenOver.run();
                answer(outcome);
            } catch (InterruptedException e) {
                stream.cancel(CancelReason.CLIENT_GONE);
                ended = true;
                whenOver.run();
            } finally {
                whenAnswered.run();
            }
        });
        if (moreText) {
            Thread.ofVirtual().name("append-" + session).start(this::feed);
        }
    }

    void cancel() {
        stream.cancel(CancelReason.ASKED);
    }

    void append(Optional<String> text, Reply toAppend) throws BourdonException {
        if (!feeds.offer(new Feed(text, toAppend))) {
            throw new BourdonException(ErrorCode.BUSY, APPENDS_WAITING + " appends are waiting already; wait for their answers");
        }
    }

    private Outcome pump() throws InterruptedException {
        // Made while the text is read and the first step computed, since then somebody waits.
        Frame started = started(stream.introduction());
        PayloadHead audio = new PayloadHead("audio", head());
        while (true) {
            Optional<SpeechEvent> event = stream.next(WAKE);
            List<Frame> frames = new ArrayList<>(FRAMES_AT_ONCE);
            try {
                while (event.isPresent() && !(event.get() instanceof SpeechEvent.Ended)) {
                    frame(event.get(), started, audio).ifPresent(frames::add);
                    event = frames.size() < FRAMES_AT_ONCE ? stream.next(Duration.ZERO) : Optional.empty();
                }
                if (event.isPresent() && event.get() instanceof SpeechEvent.Ended end) {
                    if (end.outcome() instanceof Outcome.Done) {
                        frames.addAll(ending(audio));
                    }
                    put(frames);
                    return end.outcome();
                }
            } catch (BourdonException e) {
                put(frames);
                stream.cancel(CancelReason.CLIENT_GONE);
                drain();
                return new Outcome.Failed(e.code(), e.getMessage());
            }
            put(frames);
        }
    }

    private void put(List<Frame> frames) throws InterruptedException {
        if (!frames.isEmpty() && !outbox.put(frames)) {
            stream.cancel(CancelReason.CLIENT_GONE);
        }
    }

    /** Up to the end, which has come already where it was the end that could not be encoded. */
    private void drain() throws InterruptedException {
        Optional<SpeechEvent> event = stream.next(DRAIN);
        while (event.isPresent() && !(event.get() instanceof SpeechEvent.Ended)) {
            event = stream.next(DRAIN);
        }
    }

    /** @return empty when there is nothing yet to tell */
    private Optional<Frame> frame(SpeechEvent event, Frame started, PayloadHead audio) throws BourdonException {
        return switch (event) {
            case SpeechEvent.Started now -> {
                sound.begin(now.voice(), now.sampleRateHz());
                yield Optional.of(started);
            }
            case SpeechEvent.SentenceBegun begun -> Optional.of(Json.notification("mark",
                    head().put("sentence", begun.index()).put("text", begun.text()).put("at_sample", begun.atSample())));
            case SpeechEvent.Audio piece -> audio.frame(sound.encode(piece.samples()));
            case SpeechEvent.Ended ended -> throw new IllegalStateException("the end is an answer, not a notification: " + ended);
        };
    }

    private Frame started(SpeechEvent.Started event) {
        ObjectNode params = head().put("voice", event.voice()).put("engine", event.engine())
                .put("sample_rate", event.sampleRateHz()).put("channels", 1).put("format", sound.format());
        event.fallback().ifPresent(why -> params.put("fallback", why));
        return Json.notification("started", params);
    }

    private List<Frame> ending(PayloadHead audio) throws BourdonException {
        List<Frame> frames = new ArrayList<>();
        Optional<AudioEncoder.Ending> ending = sound.finish();
        if (ending.isPresent()) {
            audio.frame(ending.get().bytes()).ifPresent(frames::add);
            if (ending.get().head().length > 0) {
                new PayloadHead("head", head()).frame(ending.get().head()).ifPresent(frames::add);
            }
        }
        return frames;
    }

    private ObjectNode head() {
        ObjectNode params = Json.object();
        params.set("request", id);
        return params.put("session", session);
    }

    private void answer(Outcome outcome) throws InterruptedException {
        switch (outcome) {
            case Outcome.Done done -> reply.result(Json.object().put("outcome", "done").put("samples", done.samples())
                    .put("sentences", done.sentences()).put("ttfa_ms", millis(done.toFirstAudio()))
                    .put("synthesis_ms", millis(done.synthesis())));
            case Outcome.Cancelled cancelled ->
                    reply.result(Json.object().put("outcome", "cancelled").put("reason", cancelled.reason().name()));
            case Outcome.Failed failed -> reply.error(RpcError.of(failed.code(), failed.message()));
        }
    }

    static double millis(Duration time) {
        return Math.round(time.toNanos() / 1e3) / 1e3;
    }

    private void feed() {
        try {
            while (!ended) {
                Feed next = feeds.poll(1, TimeUnit.SECONDS);
                if (next != null) {
                    feed(next);
                }
            }
            for (Feed late = feeds.poll(); late != null; late = feeds.poll()) {
                late.reply().error(RpcError.of(ErrorCode.INVALID_REQUEST, "the request is over"));
            }
        } catch (InterruptedException e) {
            stream.cancel(CancelReason.CLIENT_GONE);
        }
    }

    private void feed(Feed next) throws InterruptedException {
        try {
            if (next.text().isPresent()) {
                stream.append(next.text().get(), APPEND_PATIENCE);
            } else {
                stream.finish();
            }
            next.reply().result(Json.object());
        } catch (BourdonException e) {
            next.reply().error(RpcError.of(e));
        }
    }
}
