package org.bourdon.core.session;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

import org.bourdon.audio.session.AudioSession;
import org.bourdon.audio.session.AudioSessionEnd;
import org.bourdon.audio.session.AudioSessionRequest;
import org.bourdon.audio.session.AudioSessionStatus;
import org.bourdon.audio.session.AudioSessions;
import org.bourdon.audio.session.AudioSinkFactory;
import org.bourdon.error.BourdonException;
import org.bourdon.error.ErrorCode;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Admits sessions of clients' own audio and knows those that there are. */
@Component(service = {AudioSessions.class, SessionDesk.class}, configurationPid = "org.bourdon.sessions")
@Designate(ocd = SessionDesk.Settings.class)
public final class SessionDesk implements AudioSessions {

    @ObjectClassDefinition(name = "Audio sessions", description = "Clients that bring their own audio")
    public @interface Settings {

        @AttributeDefinition(name = "Sink", description = "What they play through: null, file, or what a plugin brings")
        String sink() default "null";

        @AttributeDefinition(name = "Most sessions", description = "At a time; more are refused as busy", min = "1", max = "512")
        int max_sessions() default 32;

        @AttributeDefinition(name = "Buffer", description = "Milliseconds of sound kept of a client that sends faster than it sounds",
                min = "200", max = "60000")
        int buffer_ms() default 3_000;

        @AttributeDefinition(name = "Prebuffer", description = "Milliseconds of sound that wait before playing begins", min = "0", max = "2000")
        int prebuffer_ms() default 100;

        @AttributeDefinition(name = "Resume window", description = "Milliseconds that a session waits for its client to come back",
                min = "0", max = "3600000")
        int resume_ms() default 30_000;

        @AttributeDefinition(name = "Idle time", description = "Milliseconds without sound after which a session ends", min = "1000", max = "86400000")
        int idle_ms() default 600_000;
    }

    private static final Logger log = LoggerFactory.getLogger(SessionDesk.class);
    private static final int TOKEN_BYTES = 16;
    private static final Duration FAREWELL = Duration.ofSeconds(2);
    private static final AudioSessionEnd LEAVING = new AudioSessionEnd.Failed(ErrorCode.SHUTTING_DOWN, "the daemon is leaving");

    private final LongSupplier nanos;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();
    private final List<AudioSinkFactory> sinks = new CopyOnWriteArrayList<>();
    private final SessionFigures figures = new SessionFigures();
    /** By number, which is the order of their beginning. */
    private final Map<Long, PushedSession> sessions = new ConcurrentSkipListMap<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition left = lock.newCondition();
    /** Those of a session stay as they were when it began. */
    private volatile SessionLimits limits;
    private volatile boolean leaving;
    private volatile long unusedSince;

    @Activate
    public SessionDesk(Settings settings) {
        this(limits(settings), System::nanoTime, Clock.systemUTC());
    }

    SessionDesk(SessionLimits limits, LongSupplier nanos, Clock clock) {
        this.limits = limits;
        this.nanos = nanos;
        this.clock = clock;
        this.unusedSince = nanos.getAsLong();
    }

    @Modified
    public void modified(Settings settings) {
        limits = limits(settings);
    }

    private static SessionLimits limits(Settings settings) {
        return new SessionLimits(settings.sink(), settings.max_sessions(), Duration.ofMillis(settings.buffer_ms()),
                Duration.ofMillis(settings.prebuffer_ms()), Duration.ofMillis(settings.resume_ms()), Duration.ofMillis(settings.idle_ms()));
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    public void addSink(AudioSinkFactory sink) {
        sinks.add(sink);
    }

    public void removeSink(AudioSinkFactory sink) {
        sinks.remove(sink);
    }

    @Override
    public AudioSession open(AudioSessionRequest request) throws BourdonException {
        request.format().validated();
        SessionLimits now = limits;
        AudioSinkFactory sink = sink(now.sink());
        Opened opened = admit(request, now);
        AudioSession hold = opened.session.attach();
        Thread.ofVirtual().name("audio-" + hold.id()).start(new SessionPlayer(opened.session, sink, () -> forget(opened.number)));
        log.debug("audio session {} of {} opened", hold.id(), request.client());
        return hold;
    }

    private record Opened(long number, PushedSession session) {
    }

    private Opened admit(AudioSessionRequest request, SessionLimits now) throws BourdonException {
        byte[] token = new byte[TOKEN_BYTES];
        random.nextBytes(token);
        lock.lock();
        try {
            if (leaving) {
                throw new BourdonException(ErrorCode.SHUTTING_DOWN, "the daemon is leaving");
            }
            if (sessions.size() >= now.sessions()) {
                throw new BourdonException(ErrorCode.BUSY, "as many audio sessions are open as the daemon allows (" + now.sessions() + ")");
            }
            long number = figures.opened();
            PushedSession session = new PushedSession("a" + number, HexFormat.of().formatHex(token), request, now, figures, nanos, clock);
            sessions.put(number, session);
            return new Opened(number, session);
        } finally {
            lock.unlock();
        }
    }

    private AudioSinkFactory sink(String name) throws BourdonException {
        for (AudioSinkFactory sink : sinks) {
            if (sink.name().equals(name)) {
                return sink;
            }
        }
        throw new BourdonException(ErrorCode.UNSUPPORTED, "the sink '" + name + "' of the settings is not installed; there are "
                + String.join(", ", sinks.stream().map(AudioSinkFactory::name).sorted().toList()));
    }

    private void forget(long number) {
        lock.lock();
        try {
            sessions.remove(number);
            unusedSince = nanos.getAsLong();
            left.signalAll();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public AudioSession attach(String id, String token) throws BourdonException {
        Optional<PushedSession> found = sessions.values().stream().filter(session -> session.id().equals(id)).findAny();
        if (found.isEmpty() || !MessageDigest.isEqual(bytes(found.get().token()), bytes(token))) {
            throw new BourdonException(ErrorCode.INVALID_REQUEST, "there is no audio session '" + id + "' with this token");
        }
        return found.get().attach();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public List<AudioSessionStatus> sessions() {
        return sessions.values().stream().map(PushedSession::status).toList();
    }

    @Override
    public Totals totals() {
        return figures.totals();
    }

    @Override
    public Duration resumeWindow() {
        return limits.resume();
    }

    public int count() {
        return sessions.size();
    }

    /** For how long there has been no session. */
    public Duration idleFor() {
        return sessions.isEmpty() ? Duration.ofNanos(nanos.getAsLong() - unusedSince) : Duration.ZERO;
    }

    /** Takes nothing new from now on; sessions that play end with what they have, others at once. */
    public void beginLeaving() {
        lock.lock();
        try {
            leaving = true;
        } finally {
            lock.unlock();
        }
        sessions.values().forEach(session -> session.finishOrEnd(LEAVING));
    }

    /** Ends whatever is still there. */
    public void endAll() {
        sessions.values().forEach(session -> session.end(LEAVING));
    }

    @Deactivate
    public void close() {
        beginLeaving();
        endAll();
        lock.lock();
        try {
            long patience = FAREWELL.toNanos();
            while (!sessions.isEmpty() && patience > 0) {
                patience = left.awaitNanos(patience);
            }
            if (!sessions.isEmpty()) {
                log.warn("{} audio sessions did not end within {} ms", sessions.size(), FAREWELL.toMillis());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
    }
}
