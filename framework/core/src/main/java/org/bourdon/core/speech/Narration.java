package org.bourdon.core.speech;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;

import org.bourdon.core.cache.Recital;
import org.bourdon.core.cache.Take;
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
import org.bourdon.voice.PcmStep;
import org.bourdon.voice.Voice;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One request on its way from text to sound.
 * <p>
 * A {@link TextReader} turns text into sentences a little ahead of the sound; lanes run the steps, one at a time;
 * whoever serves the client takes the events. A sentence stays on the lane that began it; between sentences the request may move. Steps that
 * have been computed before, or for somebody else, need no lane.
 */
final class Narration implements SpeechStream, LaneTask {

    private static final Logger log = LoggerFactory.getLogger(Narration.class);

    private final VoiceVersion voice;
    private final LaneGroup lanes;
    private final TextFrontEnd frontEnd;
    private final Recital recital;
    private final PendingText text;
    private final SentencesAhead sentences;
    private final EventBuffer events;
    private final Rendition rendition;
    private final NarrationWatcher watcher;
    private final SoundHeld held;
    private final StopSignal stop = new StopSignal();
    private final AtomicBoolean over = new AtomicBoolean();
    private final AtomicBoolean letGo = new AtomicBoolean();
    private volatile Optional<Future<?>> deadline = Optional.empty();
    private final Stopwatch clock = new Stopwatch();

    private final ReentrantLock lock = new ReentrantLock();
    private boolean scheduled;
    /** The sentence that is being spoken. */
    private volatile Optional<Take> take = Optional.empty();

    /** Confined to who does the present step; handed over through {@link #lock}. */
    private int stepsBefore;
    private long synthesisNanos;

    Narration(Cast cast, TextFrontEnd frontEnd, Recital recital, PendingText text, int bufferSamples,
              int pauseSamples, NarrationWatcher watcher, Tick tick, SoundHeld held) {
        this.held = held;
        this.voice = cast.voice();
        this.lanes = cast.lanes();
        this.frontEnd = frontEnd;
        this.recital = recital;
        this.text = text;
        this.events = new EventBuffer(bufferSamples, voice.voice().sampleRateHz(), watcher::isCrowded, tick, held.open(this::shed));
        this.rendition = new Rendition(cast, events, pauseSamples);
        this.sentences = new SentencesAhead(tick);
        this.watcher = watcher;
    }

    /** @param timer what ends it when it takes too long; not needed any more when it ends before */
    void endsBy(Future<?> timer) {
        deadline = Optional.of(timer);
        if (over.get()) {
            timer.cancel(false);
        }
    }

    Stopwatch clock() {
        return clock;
    }

    /** @param threads where the text is read */
    void start(Executor threads) {
        boolean hurry = voice.voice().answersIn() == Voice.Granularity.SENTENCES;
        threads.execute(new TextReader(text, frontEnd, hurry, this));
    }

    // ---- the reader's side

    /** The first sentence will be offered in a moment. */
    void isRead() {
        lanes.expect(voice);
    }

    /**
     * Takes a sentence to be spoken, and waits until another one may be read.
     *
     * @return whether more are wanted
     */
    boolean offer(Sentence sentence) throws InterruptedException {
        clock.sentenceIsRead();
        sentences.add(recital.prepare(sentence));
        schedule();
        return sentences.awaitSound();
    }

    /** The same for one that none follows, without any waiting behind it. */
    void offerLast(Sentence sentence) throws InterruptedException {
        clock.sentenceIsRead();
        sentences.add(recital.prepare(sentence));
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
        return sentences.areSpent() && take.isEmpty() && !scheduled;
    }

    // ---- steps

    /**
     * Speaks what needs no lane; then queues the next step if there is one to do, room for what it makes, and none queued already.
     *
     * @return whether one is queued
     */
    private boolean schedule() {
        boolean recited = false;
        while (true) {
            Take next;
            boolean over;
            lock.lock();
            try {
                over = events.isEnded();
                if (!over && !scheduled && take.isEmpty() && events.hasRoom()) {
                    take = sentences.poll().map(recital::take);
                }
                boolean work = take.isPresent() && (over || events.hasRoom());
                if (scheduled || !work) {
                    break;
                }
                scheduled = true;
                next = take.get();
            } finally {
                lock.unlock();
            }
            Optional<Lane> bound = over ? next.laneToClose() : next.lane();
            if (over ? bound.isPresent() : !next.isAtHand()) {
                submit(bound);
                return true;
            }
            speak(Optional.empty());
            recited = true;
        }
        boolean queued = isScheduled();
        if (recited && !queued) {
            events.pause();
        }
        return queued;
    }

    private boolean isScheduled() {
        lock.lock();
        try {
            return scheduled;
        } finally {
            lock.unlock();
        }
    }

    /** To the lane that the sentence belongs to, or to whichever is free first. */
    private void submit(Optional<Lane> bound) {
        if (bound.isPresent()) {
            bound.get().submit(this);
            return;
        }
        try {
            lanes.submit(this, voice);
        } catch (BourdonException noLane) {
            refuse(noLane);
        }
    }

    @Override
    public Urgency urgency() {
        return rendition.urgency();
    }

    @Override
    public void run(Lane here) {
        speak(Optional.of(here));
        if (!schedule()) {
            events.pause();
        }
    }

    /** @param here empty when no lane is needed */
    private void speak(Optional<Lane> here) {
        boolean sentenceOver = true;
        try {
            if (!events.isEnded()) {
                sentenceOver = step(here);
            }
        } catch (BourdonException e) {
            fail(here.filter(lane -> lane.closing().isStopped()).map(Lane::gone).orElse(e));
        } catch (RuntimeException | Error e) {
            // Even memory that ran out is this request's failure: the lane and the others go on.
            log.error("a step of {} failed unexpectedly", voice.name(), e);
            fail(new BourdonException(ErrorCode.INTERNAL, "voice " + voice.name() + " failed unexpectedly: " + e, e));
        }
        afterStep(here, sentenceOver);
    }

    private boolean step(Optional<Lane> here) throws BourdonException {
        Take speaking = take.orElseThrow();
        boolean begins = !speaking.hasBegun();
        long start = System.nanoTime();
        Optional<PcmStep> next;
        try {
            next = speaking.next(here);
        } catch (BourdonException e) {
            if (e.code() == ErrorCode.VOICE_BROKEN) {
                watcher.voiceBroken(voice, e.getMessage());
            }
            throw e;
        }
        long end = System.nanoTime();
        if (next.isEmpty()) {
            return false;
        }
        PcmStep pcm = next.get();
        if (here.isPresent()) {
            synthesisNanos += end - start;
            clock.step(start, end, pcm.samples().length);
        } else if (pcm.samples().length > 0) {
            clock.sounds(end);
        }
        if (begins) {
            rendition.begin(speaking.sentence());
            watcher.sentenceBegun();
        }
        rendition.sound(pcm.samples(), end);
        held.makeRoom();
        return pcm.last();
    }

    private void afterStep(Optional<Lane> here, boolean sentenceOver) {
        boolean ends = (sentenceOver || events.isEnded()) && take.flatMap(Take::laneToClose).filter(lane -> !here.equals(Optional.of(lane))).isEmpty();
        if (ends) {
            take.ifPresent(present -> present.close(here));
        }
        // Not beside the very first step's way to the client, which needs the other processor.
        if (sentenceOver || ++stepsBefore > 1) {
            sentences.soundsByNow();
        }
        boolean spoken;
        lock.lock();
        try {
            scheduled = false;
            if (ends) {
                take = Optional.empty();
            }
            spoken = isSpoken();
        } finally {
            lock.unlock();
        }
        if (spoken) {
            done();
        }
        // Also when it has ended otherwise just before: then nobody else says so.
        letGo();
    }

    @Override
    public void refuse(BourdonException why) {
        // The lane is gone or full: what the utterance holds in native memory goes with its voice, which the lane closes.
        fail(why);
        putAside();
        letGo();
    }

    /** The present step will not be done. */
    private void putAside() {
        take.ifPresent(present -> present.close(Optional.empty()));
        lock.lock();
        try {
            scheduled = false;
            take = Optional.empty();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public boolean isUnwanted() {
        return take.map(Take::isStopped).orElseGet(stop::isStopped);
    }

    @Override
    public boolean isAllDone() {
        return over.get() && take.isEmpty();
    }

    @Override
    public void abandon(BourdonException why) {
        fail(why);
        take.ifPresent(present -> present.abort(why));
    }

    @Override
    public boolean moveTo(Lane other) {
        lock.lock();
        try {
            // A sentence that has begun is in the hands of the lane that is lost.
            return take.isPresent() && take.get().moveTo(other);
        } finally {
            lock.unlock();
        }
    }

    // ---- the end

    private void done() {
        end(rendition.whole(Duration.ofNanos(synthesisNanos)), false);
    }

    void fail(BourdonException why) {
        end(new Outcome.Failed(why.code(), why.getMessage()), false);
    }

    @Override
    public void cancel(CancelReason reason) {
        end(new Outcome.Cancelled(reason), true);
        if (reason == CancelReason.CLIENT_GONE) {
            events.forget();
        }
    }

    /** Its client is the slowest, and others need the room. */
    private void shed() {
        Outcome busy = new Outcome.Failed(ErrorCode.BUSY, "the daemon holds as much sound as it can for clients that do not take it, and this one"
                + " has taken nothing for the longest");
        end(busy, true);
        events.endInstead(busy);
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
        take.ifPresent(Take::letDown);
        text.end();
        sentences.end();
        if (lanes.withdraw(this)) {
            putAside();
        }
        schedule();
        letGo();
    }

    /** Says, once, that nothing of the request is on a lane any more, if it is over and that is so. */
    private void letGo() {
        boolean free;
        lock.lock();
        try {
            free = events.isEnded() && take.isEmpty() && !scheduled;
        } finally {
            lock.unlock();
        }
        if (free && letGo.compareAndSet(false, true)) {
            watcher.letGo();
        }
    }

    // ---- the client's side

    @Override
    public SpeechEvent.Started introduction() {
        return rendition.introduction();
    }

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
