package org.bourdon.core.cache;

import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

import org.bourdon.core.lane.Lane;
import org.bourdon.core.voice.VoiceVersion;
import org.bourdon.engine.StopSignal;
import org.bourdon.error.BourdonException;
import org.bourdon.error.ErrorCode;
import org.bourdon.text.Sentence;
import org.bourdon.voice.Delivery;
import org.bourdon.voice.PcmStep;
import org.bourdon.voice.Utterance;

/**
 * A sentence that is spoken on a lane, for everybody who listens to it. Nobody leads: whoever wants the next step first computes it, on the
 * lane, and the others read it from the recording. It stops when nobody wants it any more.
 */
final class Performance {

    /** Told, on the lane and under no lock, what comes of it. */
    interface Ending {

        /** All of it was spoken and recorded. */
        void whole(Recording recording);

        /** Nobody joins in any more. */
        void over(Performance performance);
    }

    private final VoiceVersion voice;
    private final Sentence sentence;
    private final Delivery delivery;
    private final SoundMemory memory;
    private final Ending ending;
    private final StopSignal stop = new StopSignal();

    /** Confined to its lane. */
    private Optional<Utterance> utterance = Optional.empty();

    private final ReentrantLock lock = new ReentrantLock();
    private Optional<Lane> lane = Optional.empty();
    private Optional<Recording> recording;
    private int listeners = 1;
    private int wanting = 1;
    private int computed;
    private boolean finished;
    private Optional<BourdonException> failure = Optional.empty();

    /**
     * Of one listener at first.
     *
     * @param recording empty when only that listener is to hear it
     */
    Performance(VoiceVersion voice, Sentence sentence, Delivery delivery, SoundMemory memory, Optional<Recording> recording,
                Ending ending) {
        this.voice = voice;
        this.sentence = sentence;
        this.delivery = delivery;
        this.memory = memory;
        this.recording = recording;
        this.ending = ending;
    }

    /** Where it is spoken; empty before anybody has begun. */
    Optional<Lane> lane() {
        lock.lock();
        try {
            return lane;
        } finally {
            lock.unlock();
        }
    }

    boolean isAt(Optional<Lane> here) {
        return here.isPresent() && lane().equals(here);
    }

    /**
     * From now on it is spoken on this lane, unless it is on another.
     *
     * @return whether it is spoken here
     */
    boolean bind(Lane here) {
        lock.lock();
        try {
            if (lane.isEmpty()) {
                lane = Optional.of(here);
                for (int i = 0; i < listeners; i++) {
                    here.attach();
                }
            }
            return lane.get() == here;
        } finally {
            lock.unlock();
        }
    }

    VoiceVersion voice() {
        return voice;
    }

    Sentence sentence() {
        return sentence;
    }

    Delivery delivery() {
        return delivery;
    }

    /** Takes one more listener in, unless it cannot be heard from its beginning or is about to end unheard. */
    boolean join() {
        lock.lock();
        try {
            boolean open = wanting > 0 && recording.isPresent() && failure.isEmpty() && lane.filter(here -> here.closing().isStopped()).isEmpty()
                    && memory.isSpacious();
            if (open) {
                listeners++;
                wanting++;
                lane.ifPresent(Lane::attach);
            }
            return open;
        } finally {
            lock.unlock();
        }
    }

    /** A listener has no use for it any more, and will {@link #leave}. */
    void letDown() {
        boolean unwanted;
        lock.lock();
        try {
            unwanted = --wanting == 0;
        } finally {
            lock.unlock();
        }
        if (unwanted) {
            stop.stop();
        }
    }

    /** Stops it for everybody. */
    void abort(BourdonException why) {
        fail(why);
        stop.stop();
    }

    boolean isStopped() {
        return stop.isStopped();
    }

    /** Whether nothing of it is on the lane any more. */
    boolean isOver() {
        lock.lock();
        try {
            return finished || failure.isPresent();
        } finally {
            lock.unlock();
        }
    }

    boolean has(int step) {
        lock.lock();
        try {
            return recording.isPresent() && step < computed;
        } finally {
            lock.unlock();
        }
    }

    /** A step that has been computed and recorded. */
    Optional<PcmStep> recorded(int step) {
        lock.lock();
        try {
            return recording.filter(present -> step < computed)
                    .map(present -> new PcmStep(memory.read(present, step), finished && step == computed - 1));
        } finally {
            lock.unlock();
        }
    }

    /** Whether a listener who has heard so many steps can hear the next one. */
    boolean goesOnAfter(int step) {
        lock.lock();
        try {
            return failure.isEmpty() && (step == computed || recording.isPresent());
        } finally {
            lock.unlock();
        }
    }

    /** Why not. */
    BourdonException failure() {
        lock.lock();
        try {
            BourdonException why = failure.orElseGet(() -> new BourdonException(ErrorCode.BUSY,
                    "the client took the sound too slowly, and what others had heard of the sentence could not be kept for it"));
            return new BourdonException(why.code(), why.getMessage(), why);
        } finally {
            lock.unlock();
        }
    }

    /** Computes the next step, on its lane, which this is. */
    PcmStep compute(Lane here) throws BourdonException {
        try (StopSignal.Registration _ = here.closing().onStop(stop::stop)) {
            if (utterance.isEmpty()) {
                utterance = Optional.of(here.voices().get(voice).begin(sentence, delivery));
            }
            PcmStep step = utterance.get().next(stop);
            computed(step);
            return step;
        } catch (BourdonException e) {
            fail(e);
            endUtterance();
            throw e;
        } catch (RuntimeException | Error e) {
            fail(new BourdonException(ErrorCode.INTERNAL, "voice " + voice.name() + " failed unexpectedly: " + e, e));
            endUtterance();
            throw e;
        }
    }

    private void computed(PcmStep step) {
        Optional<Recording> whole;
        boolean over;
        lock.lock();
        try {
            if (recording.isPresent() && !memory.append(recording.get(), step.samples(), listeners > 1)) {
                dropRecording();
            }
            computed++;
            finished = step.last();
            over = finished || failure.isPresent();
            whole = finished ? recording : Optional.empty();
            // The last listener may leave at any moment from now on.
            whole.ifPresent(memory::hold);
        } finally {
            lock.unlock();
        }
        if (over) {
            endUtterance();
        }
        whole.ifPresent(kept -> {
            ending.whole(kept);
            memory.release(kept);
        });
    }

    private void fail(BourdonException why) {
        lock.lock();
        try {
            if (failure.isEmpty() && !finished) {
                failure = Optional.of(why);
                dropRecording();
            }
        } finally {
            lock.unlock();
        }
        ending.over(this);
    }

    private void dropRecording() {
        recording.ifPresent(memory::release);
        recording = Optional.empty();
    }

    private void endUtterance() {
        utterance.ifPresent(Utterance::close);
        utterance = Optional.empty();
    }

    /**
     * A listener goes.
     *
     * @param onLane whether this is the lane's thread; if not, what the utterance holds in native memory may have to go with its voice
     */
    void leave(boolean onLane) {
        boolean empty;
        lock.lock();
        try {
            lane.ifPresent(Lane::detach);
            empty = --listeners == 0;
            if (empty) {
                dropRecording();
            }
        } finally {
            lock.unlock();
        }
        if (empty) {
            ending.over(this);
            if (onLane) {
                endUtterance();
            }
        }
    }
}
