package org.bourdon.gateway.rpc;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import org.bourdon.audio.session.AudioSessions;
import org.bourdon.daemon.Daemon;
import org.bourdon.daemon.DaemonStatus;
import org.bourdon.daemon.Folders;
import org.bourdon.daemon.Health;
import org.bourdon.daemon.Lease;
import org.bourdon.daemon.Lifetime;
import org.bourdon.engine.EngineProcess;
import org.bourdon.error.BourdonException;
import org.bourdon.error.ErrorCode;
import org.bourdon.gateway.session.ScriptedSessions;
import org.bourdon.metric.MetricFamily;
import org.bourdon.model.ModelControl;
import org.bourdon.speech.CancelReason;
import org.bourdon.speech.Outcome;
import org.bourdon.speech.Session;
import org.bourdon.speech.SpeechEvent;
import org.bourdon.speech.SpeechRequest;
import org.bourdon.speech.SpeechService;
import org.bourdon.speech.SpeechStream;
import org.bourdon.speech.VoiceInfo;
import org.bourdon.text.Intonation;
import org.bourdon.text.Sentence;
import org.bourdon.text.Word;

/** A core whose streams carry what the test puts into them. */
final class ScriptedSpeech implements SpeechService, Daemon {

    final Map<String, String> leases = new ConcurrentHashMap<>();
    final ScriptedModels models = new ScriptedModels();
    final ScriptedSessions audio = new ScriptedSessions();

    final List<Stream> streams = Collections.synchronizedList(new ArrayList<>());
    final List<SpeechRequest> requests = Collections.synchronizedList(new ArrayList<>());
    volatile boolean sessionClosed;
    volatile Optional<Duration> drained = Optional.empty();
    volatile Optional<BourdonException> refusal = Optional.empty();
    volatile SpeechEvent.Started introduction = new SpeechEvent.Started("good", "onnx", 32_000, Optional.empty());

    /** One request's events. */
    static final class Stream implements SpeechStream {

        final BlockingQueue<SpeechEvent> events = new LinkedBlockingQueue<>();
        final List<String> appended = Collections.synchronizedList(new ArrayList<>());
        private final SpeechEvent.Started introduction;
        volatile boolean finished;

        Stream(SpeechEvent.Started introduction) {
            this.introduction = introduction;
        }

        @Override
        public SpeechEvent.Started introduction() {
            return introduction;
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
            events.add(new SpeechEvent.Ended(new Outcome.Cancelled(reason)));
        }

        void done() {
            events.add(new SpeechEvent.Ended(new Outcome.Done(2, 1, Duration.ofNanos(4_200_000), Duration.ofMillis(17))));
        }
    }

    @Override
    public Session connect(String protocol) throws BourdonException {
        if (refusal.isPresent()) {
            throw refusal.get();
        }
        return new Session() {
            @Override
            public String id() {
                return "s7";
            }

            @Override
            public SpeechStream speak(SpeechRequest request) throws BourdonException {
                if (request.voice().voice().equals(Optional.of("nobody"))) {
                    throw new BourdonException(ErrorCode.VOICE_NOT_FOUND, "no voice is called 'nobody'");
                }
                Stream stream = new Stream(introduction);
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
                sessionClosed = true;
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
        return List.of(new VoiceInfo("good", "streaming", "en-US", 32_000, List.of(), true, true, Optional.empty()),
                new VoiceInfo("bad", "piper", "und", 0, List.of("a"), false, false, Optional.of("no model")));
    }

    @Override
    public List<Sentence> pronounce(String text, Optional<String> voice) {
        return List.of(new Sentence(text, text.toLowerCase(Locale.ROOT), List.of(new Word("hi", "hˈaɪ", Word.Origin.DICTIONARY)), "hˈaɪ?",
                Intonation.RISING));
    }

    @Override
    public String version() {
        return "1.2.3";
    }

    @Override
    public DaemonStatus status() {
        return new DaemonStatus("1.2.3", 42, Duration.ofSeconds(5), Path.of("/home/bourdon"), Optional.of("editor"),
                new Lifetime(Optional.of(Duration.ofMinutes(1)), OptionalLong.of(77), false), List.of(new DaemonStatus.ListenerStatus("unix:/s", Optional.empty()),
                        new DaemonStatus.ListenerStatus("http://h:1", Optional.of("taken"))), List.of(new DaemonStatus.EngineStatus("onnx", "cpu",
                        List.of(new DaemonStatus.LaneStatus("lane-onnx-cpu0", 3, Optional.of(Duration.ofMillis(7)), List.of("good"))),
                        List.of(new DaemonStatus.DeviceStatus("cuda:0", false, "no driver"), new DaemonStatus.DeviceStatus("cpu", true, "")),
                        Optional.of("runs on cpu and not on cuda:0 (no driver)"), 1, Optional.empty(), true, List.of(new EngineProcess("lane-onnx-cpu0", 4711, 2, Duration.ofSeconds(3))))),
                voices(), 2, 1, new DaemonStatus.Requests(1, 2, 3, 4, 5), Optional.empty(), new DaemonStatus.Memory(10, 20, 30),
                new DaemonStatus.Process(12, 34), new DaemonStatus.Log(Path.of("/home/bourdon/log/bourdon.log"), 6),
                new DaemonStatus.Cache(7, 8, 9, 10, 11, 12, 13, 14, 15, 16));
    }

    @Override
    public Health health() {
        return new Health(true, 3, "ready");
    }

    @Override
    public List<MetricFamily> metrics() {
        return List.of(MetricFamily.gauge("bourdon_sessions", "Sessions of clients open", 2));
    }

    @Override
    public Folders folders() {
        return new Folders(Path.of("/home/bourdon"), Path.of("/opt/bourdon"));
    }

    @Override
    public Lease lease(String holder) {
        String id = "l" + (leases.size() + 1);
        leases.put(id, holder);
        return new Lease() {

            @Override
            public String id() {
                return id;
            }

            @Override
            public void close() {
                leases.remove(id);
            }
        };
    }

    @Override
    public Lease lease(String holder, Set<String> voices, Duration patience) throws BourdonException {
        if (voices.contains("nobody")) {
            throw new BourdonException(ErrorCode.VOICE_NOT_FOUND, "no voice is called 'nobody'");
        }
        return lease(voices.isEmpty() ? holder : holder + " with " + String.join(" and ", voices));
    }

    @Override
    public ModelControl models() {
        return models;
    }

    @Override
    public AudioSessions audioSessions() {
        return audio;
    }

    @Override
    public void shutdown(Duration drain) {
        drained = Optional.of(drain);
    }
}
