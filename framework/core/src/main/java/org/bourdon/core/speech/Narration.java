package org.bourdon.core.speech;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;

import org.bourdon.core.lane.Lane;
import org.bourdon.core.lane.LaneGroup;
import org.bourdon.core.lane.LaneTask;
import org.bourdon.core.lane.Urgency;
import org.bourdon.core.voice.VoiceVersion;
import org.bourdon.engine.StopSignal;
import org.bourdon.error.BourdonException;
import org.bourdon.error.ErrorCode;
import org.bourdon.speech.CancelReason;
import org.bourdon.speech.Outcome;
import org.bourdon.speech.SpeechEvent;
import org.bourdon.speech.SpeechStream;
import org.bourdon.text.Sentence;
import org.bourdon.text.TextFrontEnd;
import org.bourdon.voice.Delivery;
import org.bourdon.voice.PcmStep;
import org.bourdon.voice.Utterance;
import org.bourdon.voice.Voice;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One request on its way from text to sound.
 * <p>
 * A virtual thread ({@link TextReader}) turns text into sentences a little ahead of the sound; lanes run the steps, one at a time;
 * whoever serves the client takes the events. An utterance stays on the lane that began it; between sentences the request may move.
 */
final class Narration implements SpeechStream, LaneTask {

    private static final Logger log = LoggerFactory.getLogger(Narration.class);

    private final Cast cast;
    private final VoiceVersion voice;
    private final LaneGroup lanes;
    private final TextFrontEnd frontEnd;
    private final Delivery delivery;
    private final PendingText text;
    private final int pauseSamples;
    private final SentencesAhead sentences = new SentencesAhead();
    private final EventBuffer events;
    private final NarrationWatcher watcher;
    private final StopSignal stop = new StopSignal();
    private final AtomicBoolean over = new AtomicBoolean();
    private final AtomicBoolean letGo = new AtomicBoolean();
    private volatile Optional<Future<?>> deadline = Optional.empty();
    private final long acceptedNanos = System.nanoTime();

    private final ReentrantLock lock = new ReentrantLock();
    private boolean scheduled;
    private Optional<Lane> lane = Optional.empty();

    /** Confined to the lane that runs the present step; handed over through {@link #lock}. */
    private Optional<Utterance> utterance = Optional.empty();
    private int begun;
    private boolean pauseDue;
    private long synthesisNanos;
    private volatile long samples;
    private volatile long firstAudioNanos;

    Narration(Cast cast, TextFrontEnd frontEnd, Delivery delivery, PendingText text, int bufferSamples,
              int pauseSamples, NarrationWatcher watcher) {
        this.cast = cast;
        this.voice = cast.voice();
        this.lanes = cast.lanes();
        this.frontEnd = frontEnd;
        this.delivery = delivery;
        this.text = text;
        this.pauseSamples = pauseSamples;
        this.events = new EventBuffer(bufferSamples, voice.voice().sampleRateHz(), watcher::isCrowded);
        this.watcher = watcher;
    }

    /** @param timer what ends it when it takes too long; not needed any more when it ends before */
    void endsBy(Future<?> timer) {
        deadline = Optional.of(timer);
        if (over.get()) {
            timer.cancel(false);
        }
    }

    void start() {
        boolean hurry = voice.voice().answersIn() == Voice.Granularity.SENTENCES;
        Thread.ofVirtual().name("text-" + voice.name()).start(new TextReader(text, frontEnd, hurry, this));
    }

    // ---- the reader's side

    /**
     * Takes a sentence to be spoken, and waits until another one may be read.
     *
     * @return whether more are wanted
     */
    boolean offer(Sentence sentence) throws InterruptedException {
        sentences.add(sentence);
        schedule();
        return sentences.awaitSound();
    }

    /** The same for one that none follows, without any waiting behind it. */
    void offerLast(Sentence sentence) throws InterruptedException {
        sentences.add(sentence);
        sentences.complete();
        schedule();
    }

    /** No sentence follows. */
    void textIsDone() {
        sentences.complete();
        boolean nothingLeft;
        lock.lock();
        try {
            nothingLeft = isSpoken();
        } finally {
            lock.unlock();
        }
        if (nothingLeft) {
            done();
        }
    }

    /** Under the lock. */
    private boolean isSpoken() {
        return sentences.areSpent() && lane.isEmpty() && !scheduled;
    }

    // ---- steps

    /**
     * Queues the next step if there is one to do, room for what it makes, and none queued already.
     *
     * @return whether one is queued
     */
    private boolean schedule() {
        Optional<Lane> bound;
        lock.lock();
        try {
            boolean over = events.isEnded();
            boolean work = over ? lane.isPresent() : (lane.isPresent() || !sentences.isEmpty()) && events.hasRoom();
            if (scheduled || !work) {
                return scheduled;
            }
            scheduled = true;
            bound = lane;
        } finally {
            lock.unlock();
        }
        if (bound.isPresent()) {
            bound.get().submit(this);
        } else {
            submit();
        }
        return true;
    }

    /** To whichever lane is free first. */
    private void submit() {
        try {
            lanes.submit(this, voice);
        } catch (BourdonException noLane) {
            refuse(noLane);
        }
    }

    @Override
    public Urgency urgency() {
        return samples == 0
                ? Urgency.firstStep(acceptedNanos)
                : Urgency.laterStep(firstAudioNanos + samples * 1_000_000_000L / voice.voice().sampleRateHz());
    }

    @Override
    public void run(Lane here) {
        bind(here);
        boolean sentenceOver = true;
        try (StopSignal.Registration laneEnds = here.closing().onStop(stop::stop)) {
            if (!events.isEnded()) {
                sentenceOver = step(here);
            }
        } catch (BourdonException e) {
            fail(here.closing().isStopped() ? here.gone() : e);
        } catch (RuntimeException | Error e) {
            // Even memory that ran out is this request's failure: the lane and the others go on.
            log.error("a step of {} failed unexpectedly", voice.name(), e);
            fail(new BourdonException(ErrorCode.INTERNAL, "voice " + voice.name() + " failed unexpectedly: " + e, e));
        }
        afterStep(here, sentenceOver);
    }

    /** From its first step on a sentence belongs to one lane. */
    private void bind(Lane here) {
        lock.lock();
        try {
            if (lane.isEmpty()) {
                here.attach();
                lane = Optional.of(here);
            }
        } finally {
            lock.unlock();
        }
    }

    private boolean step(Lane here) throws BourdonException {
        long start = System.nanoTime();
        Utterance speaking = utterance.isPresent() ? utterance.get() : begin(here);
        PcmStep pcm = speaking.next(stop);
        long end = System.nanoTime();
        synthesisNanos += end - start;
        if (samples == 0) {
            firstAudioNanos = end;
        }
        sound(pcm.samples());
        return pcm.last();
    }

    private void sound(float[] pcm) {
        if (pcm.length > 0) {
            events.add(new SpeechEvent.Audio(pcm));
            samples += pcm.length;
        }
    }

    private Utterance begin(Lane here) throws BourdonException {
        Sentence sentence = sentences.poll()
                .orElseThrow(() -> new BourdonException(ErrorCode.CANCELLED, "the request ended before its next sentence"));
        Utterance begunNow;
        try {
            begunNow = here.voices().get(voice).begin(sentence, delivery);
        } catch (BourdonException e) {
            if (e.code() == ErrorCode.VOICE_BROKEN) {
                watcher.voiceBroken(voice, e.getMessage());
            }
            throw e;
        }
        utterance = Optional.of(begunNow);
        if (begun == 0) {
            events.add(new SpeechEvent.Started(voice.name(), cast.engine(), voice.voice().sampleRateHz(), cast.fallback()));
        }
        if (pauseDue) {
            sound(new float[pauseSamples]);
        }
        // A piece of a long sentence ends in a comma, and the voice's own pause for that is enough.
        pauseDue = !sentence.phonemes().endsWith(",");
        events.add(new SpeechEvent.SentenceBegun(begun++, sentence.text(), samples));
        watcher.sentenceBegun();
        return begunNow;
    }

    private void afterStep(Lane here, boolean sentenceOver) {
        if (sentenceOver || events.isEnded()) {
            utterance.ifPresent(Utterance::close);
            utterance = Optional.empty();
            sentenceOver = true;
        }
        sentences.stepped();
        boolean spoken;
        lock.lock();
        try {
            scheduled = false;
            if (sentenceOver) {
                lane = Optional.empty();
                here.detach();
            }
            spoken = isSpoken();
        } finally {
            lock.unlock();
        }
        if (spoken) {
            done();
        } else {
            if (!schedule()) {
                events.pause();
            }
            letGo();
        }
    }

    @Override
    public void refuse(BourdonException why) {
        // The lane is gone or full: what the utterance holds in native memory goes with its voice, which the lane closes.
        fail(why);
        lock.lock();
        try {
            scheduled = false;
            lane.ifPresent(Lane::detach);
            lane = Optional.empty();
        } finally {
            lock.unlock();
        }
        letGo();
    }

    @Override
    public boolean isUnwanted() {
        return stop.isStopped();
    }

    @Override
    public void abandon(BourdonException why) {
        fail(why);
    }

    // ---- the end

    private void done() {
        end(new Outcome.Done(samples, begun, Duration.ofNanos(firstAudioNanos - acceptedNanos), Duration.ofNanos(synthesisNanos)), false);
    }

    void fail(BourdonException why) {
        end(new Outcome.Failed(why.code(), why.getMessage()), false);
    }

    @Override
    public void cancel(CancelReason reason) {
        end(new Outcome.Cancelled(reason), true);
    }

    private void end(Outcome outcome, boolean dropAudio) {
        if (!over.compareAndSet(false, true)) {
            return;
        }
        // Counted before the client can know: whoever has the answer finds it in the figures.
        watcher.ended(this, outcome);
        events.end(outcome, dropAudio);
        deadline.ifPresent(timer -> timer.cancel(false));
        stop.stop();
        text.end();
        sentences.end();
        schedule();
        letGo();
    }

    /** Says, once, that nothing of the request is on a lane any more, if it is over and that is so. */
    private void letGo() {
        boolean free;
        lock.lock();
        try {
            free = events.isEnded() && lane.isEmpty() && !scheduled;
        } finally {
            lock.unlock();
        }
        if (free && letGo.compareAndSet(false, true)) {
            watcher.letGo();
        }
    }

    // ---- the client's side

    @Override
    public Optional<SpeechEvent> next(Duration patience) throws InterruptedException {
        Optional<SpeechEvent> event = events.take(patience);
        if (event.isPresent() && event.get() instanceof SpeechEvent.Audio) {
            schedule();
        }
        return event;
    }

    @Override
    public void append(String more, Duration patience) throws BourdonException, InterruptedException {
        text.append(more, patience);
    }

    @Override
    public void finish() {
        text.finish();
    }
}
