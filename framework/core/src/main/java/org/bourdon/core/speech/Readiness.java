package org.bourdon.core.speech;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

import org.bourdon.core.lane.EngineLanes;
import org.bourdon.core.lane.LaneGroup;
import org.bourdon.error.BourdonException;
import org.bourdon.error.ErrorCode;
import org.bourdon.speech.Outcome;
import org.bourdon.speech.Session;
import org.bourdon.speech.SpeechEvent;
import org.bourdon.speech.SpeechRequest;
import org.bourdon.speech.SpeechStream;
import org.bourdon.text.TextFrontEnd;
import org.bourdon.voice.VoiceFormat;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Speaks a short sentence in the default voice, unheard, as soon as there is what that takes: the voice is warm for the first request, and
 * "ready" is a fact.
 */
@Component(service = Readiness.class, immediate = true)
public final class Readiness implements EngineLanes.Watcher {

    private static final Logger log = LoggerFactory.getLogger(Readiness.class);
    private static final String WORDS = "I am ready to speak, at 9 o'clock.";
    /** What the compiler has seen so often runs at its full speed; it is about two seconds of one core. */
    private static final int REHEARSALS = 100;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final SpeechDesk desk;
    private final EngineLanes engines;
    private final Set<TextFrontEnd> cold = ConcurrentHashMap.newKeySet();
    /** One attempt at a time, since two would make a second lane open; one more may wait for what the present one has missed. */
    private final ExecutorService attempts = new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS, new ArrayBlockingQueue<>(1),
            Thread.ofVirtual().name("warm-up").factory(), new ThreadPoolExecutor.DiscardPolicy());
    private volatile boolean ready;
    /** Whether an engine has come, or got a new lane, since the latest attempt. */
    private volatile boolean cool;
    private volatile boolean rehearsed;
    /** Requests that an engine has served that is not here any more. */
    private volatile long servedBefore;
    private volatile String reason = "starting: no engine has arrived yet";

    @Activate
    public Readiness(@Reference SpeechDesk desk, @Reference EngineLanes engines) {
        this.desk = desk;
        this.engines = engines;
        engines.watch(this);
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC, policyOption = ReferencePolicyOption.GREEDY)
    public void addFrontEnd(TextFrontEnd frontEnd) {
        cold.add(frontEnd);
        attempts.execute(this::attempt);
    }

    public void removeFrontEnd(TextFrontEnd frontEnd) {
        cold.remove(frontEnd);
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC, policyOption = ReferencePolicyOption.GREEDY)
    public void addFormat(VoiceFormat format) {
        attempts.execute(this::attempt);
    }

    public void removeFormat(VoiceFormat format) {
        log.debug("the voice format {} has left", format.name());
    }

    @Override
    public void engineArrived(LaneGroup group) {
        cool = true;
        attempts.execute(this::attempt);
    }

    @Override
    public void engineLeft(LaneGroup group) {
        servedBefore = desk.synthesised();
        ready = false;
        reason = "not ready: the engine " + group.engine().name() + " has left";
        attempts.execute(this::attempt);
    }

    public boolean isReady() {
        return ready || desk.synthesised() > servedBefore;
    }

    public String reason() {
        return isReady() ? "ready" : reason;
    }

    private void attempt() {
        if (engines.status().isEmpty() || desk.isLeaving()) {
            return;
        }
        for (TextFrontEnd frontEnd : cold) {
            warmUp(frontEnd);
        }
        if (!ready || cool) {
            cool = false;
            speak();
        }
    }

    private void warmUp(TextFrontEnd frontEnd) {
        try {
            frontEnd.warmUp();
            cold.remove(frontEnd);
        } catch (BourdonException e) {
            log.info("the text front end for {} is not warm yet: {}", frontEnd.languages(), e.getMessage());
        }
    }

    private void speak() {
        try (Session session = desk.rehearse()) {
            SpeechStream stream = session.speak(SpeechRequest.of(WORDS));
            Outcome outcome = outcome(stream);
            switch (outcome) {
                case Outcome.Done done -> {
                    ready = true;
                    log.info("ready: the first sound took {} ms", done.toFirstAudio().toMillis());
                    if (!rehearsed) {
                        rehearsed = true;
                        rehearse(session);
                    }
                }
                case Outcome.Failed failed -> notReady(failed.message());
                case Outcome.Cancelled cancelled -> notReady("the first sentence was cancelled: " + cancelled.reason());
            }
        } catch (BourdonException e) {
            notReady(e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            notReady("interrupted");
        }
    }

    /** Goes on speaking to nobody until the code is as fast as it gets or somebody comes. */
    private void rehearse(Session session) throws BourdonException, InterruptedException {
        for (int i = 0; i < REHEARSALS && desk.requests().active() == 0 && !desk.isLeaving(); i++) {
            outcome(session.speak(SpeechRequest.of(WORDS)));
        }
    }

    private Outcome outcome(SpeechStream stream) throws InterruptedException, BourdonException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < deadline) {
            Optional<SpeechEvent> event = stream.next(Duration.ofNanos(deadline - System.nanoTime()));
            if (event.isPresent() && event.get() instanceof SpeechEvent.Ended ended) {
                return ended.outcome();
            }
        }
        throw new BourdonException(ErrorCode.DEADLINE_EXCEEDED,
                "the first sentence was not spoken within " + PATIENCE.toSeconds() + " s");
    }

    private void notReady(String why) {
        reason = "not ready: " + why;
        log.info("{}", reason);
    }

    @Deactivate
    public void close() {
        engines.unwatch(this);
        attempts.shutdownNow();
    }
}
