package org.bourdon.core.speech;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

import org.bourdon.core.cache.Recital;
import org.bourdon.core.cache.SentenceCache;
import org.bourdon.core.lane.EngineLanes;
import org.bourdon.core.model.ModelKeeper;
import org.bourdon.core.model.VoiceUse;
import org.bourdon.core.voice.VoiceVersion;
import org.bourdon.daemon.DaemonStatus.Latency;
import org.bourdon.daemon.DaemonStatus.Requests;
import org.bourdon.error.BourdonException;
import org.bourdon.error.ErrorCode;
import org.bourdon.metric.MetricFamily;
import org.bourdon.metric.MetricSource;
import org.bourdon.speech.CancelReason;
import org.bourdon.speech.Outcome;
import org.bourdon.speech.Session;
import org.bourdon.speech.SpeechRequest;
import org.bourdon.speech.SpeechService;
import org.bourdon.speech.VoiceInfo;
import org.bourdon.text.Pieces;
import org.bourdon.text.Sentence;
import org.bourdon.text.TextFrontEnd;
import org.bourdon.thread.WarmThreads;
import org.bourdon.voice.Delivery;
import org.bourdon.voice.Voice;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Admits sessions and requests, and brings each request together with its voice, its lanes and its text front end. */
@Component(service = {SpeechService.class, SpeechDesk.class, MetricSource.class}, immediate = true, configurationPid = "org.bourdon.speech")
@Designate(ocd = SpeechDesk.Settings.class)
public final class SpeechDesk implements SpeechService, MetricSource {

    @ObjectClassDefinition(name = "Speech", description = "What is spoken by default, and how much at a time")
    public @interface Settings {

        @AttributeDefinition(name = "Default voice", description = "Speaks when a request names none")
        String default_voice() default "en_US-bourdon";

        @AttributeDefinition(name = "Longest text", description = "Characters that a request takes at a time", min = "1", max = "10000000")
        int max_text_characters() default 1_000_000;

        @AttributeDefinition(name = "Most text", description = "Characters waiting in all requests together; more are refused as busy",
                min = "1", max = "100000000")
        int max_waiting_characters() default 4_000_000;

        @AttributeDefinition(name = "Most requests", description = "Under way at a time; more are refused as busy", min = "1", max = "512")
        int max_requests() default 256;

        @AttributeDefinition(name = "Most sessions", description = "Open at a time; more are refused as busy", min = "1", max = "65536")
        int max_sessions() default 1_024;

        @AttributeDefinition(name = "Sound ahead", description = "Milliseconds of sound kept for a client that is slow to take it",
                min = "100", max = "60000")
        int sound_ahead_ms() default 2_000;

        @AttributeDefinition(name = "Pause", description = "Milliseconds of silence between sentences, beside what the voice makes",
                min = "0", max = "5000")
        int sentence_pause_ms() default 150;
    }

    private static final Logger log = LoggerFactory.getLogger(SpeechDesk.class);

    private static final int CROWD = 16;
    private static final int MOST_WARM = 8;
    /** 24 MB. */
    private static final long MOST_SAMPLES_HELD = 6L << 20;

    private final SpeechLimits limits;
    private final ModelKeeper voices;
    private final SentenceCache cache;
    private final Casting casting;
    private final FrontEnds frontEnds = new FrontEnds();
    private final Set<ClientSession> sessions = ConcurrentHashMap.newKeySet();
    private final AtomicLong sessionNumbers = new AtomicLong();
    private final Statistics clients = new Statistics();
    /** The daemon's own sentences, which nobody hears and no figure shows. */
    private final Statistics rehearsals = new Statistics();
    private final ScheduledThreadPoolExecutor deadlines =
            new ScheduledThreadPoolExecutor(1, Thread.ofPlatform().name("request-deadlines").daemon().factory());
    private final WarmThreads readers = new WarmThreads("text", MOST_WARM);
    private final Tick tick = new Tick();
    private final SoundHeld held;
    private final Admission admission;
    private final VoiceList voiceList;

    @Activate
    public SpeechDesk(Settings settings, @Reference EngineLanes engines, @Reference ModelKeeper voices, @Reference SentenceCache cache) {
        this(new SpeechLimits(settings.default_voice(), settings.max_text_characters(), settings.max_requests(), settings.max_sessions(),
                Duration.ofMillis(settings.sound_ahead_ms()),
                Duration.ofMillis(settings.sentence_pause_ms()), settings.max_waiting_characters()), engines, voices, cache);
    }

    public SpeechDesk(SpeechLimits limits, EngineLanes engines, ModelKeeper voices, SentenceCache cache) {
        this(limits, engines, voices, cache, new SoundHeld(MOST_SAMPLES_HELD));
    }

    SpeechDesk(SpeechLimits limits, EngineLanes engines, ModelKeeper voices, SentenceCache cache, SoundHeld held) {
        this.held = held;
        this.limits = limits;
        this.admission = new Admission(limits);
        this.voiceList = new VoiceList(engines, limits.defaultVoice());
        this.voices = voices;
        this.cache = cache;
        voices.defaultVoice(limits.defaultVoice());
        this.casting = new Casting(engines, voices, limits.defaultVoice());
        // One that has ended is not kept until its deadline.
        deadlines.setRemoveOnCancelPolicy(true);
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    public void bindFrontEnd(TextFrontEnd frontEnd, ServiceReference<TextFrontEnd> service) {
        frontEnds.add(frontEnd, service.getProperty(Constants.SERVICE_RANKING) instanceof Integer ranking ? ranking : 0);
    }

    void addFrontEnd(TextFrontEnd frontEnd, int ranking) {
        frontEnds.add(frontEnd, ranking);
    }

    public void unbindFrontEnd(TextFrontEnd frontEnd) {
        frontEnds.remove(frontEnd);
    }

    @Override
    public Session connect(String protocol) throws BourdonException {
        ClientSession session = openCounted();
        log.debug("session {} opened over {}", session.id(), protocol);
        return session;
    }

    private ClientSession openCounted() throws BourdonException {
        try {
            return open(clients);
        } catch (BourdonException e) {
            clients.sessionTurnedAway(e.code());
            throw e;
        }
    }

    /** A session whose requests are not counted. */
    Session rehearse() throws BourdonException {
        return open(rehearsals);
    }

    private ClientSession open(Statistics figures) throws BourdonException {
        admission.refuseWhenLeaving();
        ClientSession session = new ClientSession("s" + sessionNumbers.incrementAndGet(), this, figures);
        sessions.add(session);
        if (sessions.size() > limits.sessions()) {
            sessions.remove(session);
            throw new BourdonException(ErrorCode.BUSY, "as many sessions are open as the daemon allows (" + limits.sessions() + ")");
        }
        return session;
    }

    /** Where text is read unless a request says otherwise. */
    Executor readers() {
        return readers;
    }

    void left(ClientSession session) {
        sessions.remove(session);
    }

    /** Checks a request and gives it what it needs; it is not under way yet. */
    Narration accept(SpeechRequest request, Statistics figures, Consumer<Narration> whenEnded) throws BourdonException {
        admission.check(request);
        Cast cast = casting.cast(request.voice());
        try {
            return accept(request, cast, figures, whenEnded);
        } catch (BourdonException | RuntimeException e) {
            cast.use().close();
            throw e;
        }
    }

    private Narration accept(SpeechRequest request, Cast cast, Statistics figures, Consumer<Narration> whenEnded) throws BourdonException {
        VoiceVersion version = cast.voice();
        Voice voice = version.voice();
        Delivery delivery = delivery(request, version);
        TextFrontEnd frontEnd = frontEnd(version, delivery.speaker());
        PendingText text = admission.admit(request, figures);
        int rate = voice.sampleRateHz();
        int ahead = samples(limits.soundAhead(), rate);
        int pause = (int) (samples(limits.sentencePause(), rate) / request.delivery().speed());
        Recital recital = figures == clients ? cache.recital(version, cast.lanes(), delivery)
                : cache.rehearsal(version, cast.lanes(), delivery);
        return new Narration(cast, frontEnd, recital, text, ahead, pause, new Watcher(figures, cast.use(), whenEnded), tick, held);
    }

    @Override
    public void checkRoom(long characters) throws BourdonException {
        admission.checkRoom(characters, clients);
    }

    /** Puts it under way. */
    void begin(Narration narration, Executor text, Optional<Duration> deadline) {
        narration.start(text);
        deadline.ifPresent(time -> narration.endsBy(deadlines.schedule(() -> narration.fail(new BourdonException(ErrorCode.DEADLINE_EXCEEDED,
                "not all was spoken within " + time.toMillis() + " ms")), time.toNanos(), TimeUnit.NANOSECONDS)));
    }

    private static int samples(Duration time, int sampleRateHz) {
        return Math.toIntExact(sampleRateHz * time.toMillis() / 1_000);
    }

    private final class Watcher implements NarrationWatcher {

        private final Statistics figures;
        private final VoiceUse use;
        private final Consumer<Narration> whenEnded;

        Watcher(Statistics figures, VoiceUse use, Consumer<Narration> whenEnded) {
            this.figures = figures;
            this.use = use;
            this.whenEnded = whenEnded;
        }

        @Override
        public boolean isCrowded() {
            return figures.active() > CROWD;
        }

        @Override
        public void sentenceBegun() {
            figures.sentenceBegun();
        }

        @Override
        public void voiceBroken(VoiceVersion voice, String problem) {
            voices.reportBroken(voice, problem);
        }

        @Override
        public void ended(Narration narration, Outcome outcome) {
            figures.ended(outcome, use.version().name(), use.version().voice().sampleRateHz(), narration.clock());
            admission.ended();
            whenEnded.accept(narration);
        }

        @Override
        public void letGo() {
            use.close();
        }
    }

    /** A voice that stands in for another one speaks as its own first speaker. */
    private Delivery delivery(SpeechRequest request, VoiceVersion voice) throws BourdonException {
        Delivery delivery = request.delivery().validated();
        if (!voice.name().equals(request.voice().voice().orElse(limits.defaultVoice()))) {
            return new Delivery(delivery.speed(), Optional.empty(), delivery.noiseScale(), delivery.noiseWidth());
        }
        if (delivery.speaker().isPresent()) {
            voice.format().checkSpeaker(voice.voice(), delivery.speaker().get());
        }
        return delivery;
    }

    /** The front end for the language that this speaker of the voice speaks. */
    private TextFrontEnd frontEnd(VoiceVersion voice, Optional<String> speaker) throws BourdonException {
        return frontEnds.speaking(voice.name(), voice.format().language(voice.voice(), speaker));
    }

    @Override
    public List<VoiceInfo> voices() {
        return voiceList.of(voices.all());
    }

    /** The voices as they were known at the latest look, at once. */
    public List<VoiceInfo> latestVoices() {
        return voiceList.of(voices.latest());
    }

    @Override
    public List<Sentence> pronounce(String text, Optional<String> voice) throws BourdonException {
        PendingText pending = admission.text(text);
        List<Sentence> sentences = new ArrayList<>();
        try (VoiceUse use = voices.use(voice.orElse(limits.defaultVoice()))) {
            TextFrontEnd frontEnd = frontEnd(use.version(), Optional.empty());
            Optional<String> sentence;
            while ((sentence = pending.nextSentence(frontEnd::firstSentenceEnd, Duration.ofSeconds(1))).isPresent()) {
                sentences.addAll(frontEnd.analyse(sentence.get(), Pieces.LONG));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BourdonException(ErrorCode.CANCELLED, "interrupted", e);
        } finally {
            pending.end();
        }
        if (sentences.isEmpty()) {
            throw new BourdonException(ErrorCode.TEXT_EMPTY, "nothing in the text can be spoken");
        }
        return sentences;
    }

    @Override
    public String defaultVoice() {
        return limits.defaultVoice();
    }

    public int sessions() {
        return (int) sessions.stream().filter(session -> session.figures() == clients).count();
    }

    public Requests requests() {
        return clients.requests();
    }

    @Override
    public List<MetricFamily> metrics() {
        List<MetricFamily> families = new ArrayList<>(clients.metrics());
        families.add(MetricFamily.gauge("bourdon_sessions", "Sessions of clients open", sessions()));
        return families;
    }

    /** Requests that an engine has served, since the start. */
    long synthesised() {
        return clients.synthesised();
    }

    public Optional<Latency> toFirstAudio() {
        return clients.toFirstAudio();
    }

    /** For how long no client's request has been under way. */
    public Duration idleFor() {
        return clients.idleFor();
    }

    /** Takes nothing new from now on. */
    public void beginLeaving() {
        admission.beginLeaving();
    }

    public boolean isLeaving() {
        return admission.isLeaving();
    }

    @Deactivate
    public void close() {
        admission.beginLeaving();
        deadlines.shutdownNow();
        cancelAll();
        tick.close();
        readers.close();
    }

    /** Cancels whatever is still under way. */
    public void cancelAll() {
        sessions.forEach(session -> session.cancelAll(CancelReason.SHUTTING_DOWN));
    }
}
