package org.bourdon.gateway.http.openai;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import org.bourdon.error.BourdonException;
import org.bourdon.error.ErrorCode;
import org.bourdon.speech.CancelReason;
import org.bourdon.speech.Outcome;
import org.bourdon.speech.Session;
import org.bourdon.speech.SpeechEvent;
import org.bourdon.speech.SpeechRequest;
import org.bourdon.speech.SpeechService;
import org.bourdon.speech.SpeechStream;
import org.bourdon.speech.VoiceInfo;
import org.bourdon.text.Sentence;

/** A core whose streams carry what the test puts into them, before or while they are read. */
final class ScriptedSpeech implements SpeechService {

    static final int RATE = 32_000;
    static final SpeechEvent.Started STARTED = new SpeechEvent.Started("en_US-bourdon", "onnx", RATE, Optional.empty());

    final List<Stream> streams = new CopyOnWriteArrayList<>();
    final List<SpeechRequest> requests = new CopyOnWriteArrayList<>();
    final List<SpeechEvent> script = new CopyOnWriteArrayList<>();
    volatile Optional<BourdonException> refusal = Optional.empty();
    volatile int openSessions;

    static SpeechEvent sentence(int index, String text) {
        return new SpeechEvent.SentenceBegun(index, text, 0);
    }

    static SpeechEvent sound(float... samples) {
        return new SpeechEvent.Audio(samples);
    }

    static SpeechEvent done(int samples) {
        return new SpeechEvent.Ended(new Outcome.Done(samples, 1, Duration.ofMillis(4), Duration.ofMillis(17)));
    }

    static SpeechEvent failed(ErrorCode code, String message) {
        return new SpeechEvent.Ended(new Outcome.Failed(code, message));
    }

    /** One request's events. */
    static final class Stream implements SpeechStream {

        final BlockingQueue<SpeechEvent> events = new LinkedBlockingQueue<>();
        final List<String> appended = new CopyOnWriteArrayList<>();
        final List<CancelReason> cancelled = new CopyOnWriteArrayList<>();
        volatile boolean finished;

        @Override
        public SpeechEvent.Started introduction() {
            return STARTED;
        }

        @Override
        public Optional<SpeechEvent> next(Duration patience) throws InterruptedException {
            return Optional.ofNullable(events.poll(patience.toMillis(), TimeUnit.MILLISECONDS));
        }

        @Override
        public void append(String text, Duration patience) throws BourdonException {
            if (finished) {
                throw new BourdonException(ErrorCode.INVALID_REQUEST, "the request's text is finished");
            }
            appended.add(text);
        }

        @Override
        public void finish() {
            finished = true;
        }

        @Override
        public void cancel(CancelReason reason) {
            cancelled.add(reason);
            events.add(new SpeechEvent.Ended(new Outcome.Cancelled(reason)));
        }
    }

    @Override
    public Session connect(String protocol) {
        openSessions++;
        return new Session() {

            @Override
            public String id() {
                return "s7";
            }

            @Override
            public SpeechStream speak(SpeechRequest request) throws BourdonException {
                if (refusal.isPresent()) {
                    throw refusal.get();
                }
                Stream stream = new Stream();
                stream.events.addAll(script);
                requests.add(request);
                streams.add(stream);
                return stream;
            }

            @Override
            public SpeechStream speak(SpeechRequest request, Executor text) throws BourdonException {
                SpeechStream stream = speak(request);
                text.execute(() -> { });
                return stream;
            }

            @Override
            public void close() {
                openSessions--;
                streams.forEach(stream -> stream.cancel(CancelReason.CLIENT_GONE));
            }
        };
    }

    @Override
    public String defaultVoice() {
        return "en_US-bourdon";
    }

    @Override
    public List<VoiceInfo> voices() {
        return List.of(new VoiceInfo("good", "streaming", "en-US", RATE, List.of(), true, true, Optional.empty()),
                new VoiceInfo("bad", "piper", "und", 0, List.of(), false, false, Optional.of("no model")));
    }

    @Override
    public List<Sentence> pronounce(String text, Optional<String> voice) {
        return List.of();
    }
}
