package org.bourdon.core.cache;

import java.util.Optional;

import org.bourdon.core.lane.Lane;
import org.bourdon.error.BourdonException;
import org.bourdon.text.Sentence;
import org.bourdon.voice.PcmStep;

/**
 * One request's way through the sound of one sentence, step by step: from the cache, or from a lane, where it may be computed for several at a
 * time. Used by one thread at a time, but for what says otherwise.
 */
public sealed interface Take permits KeptTake, LiveTake {

    Sentence sentence();

    /** Whether a step has been heard. */
    boolean hasBegun();

    /** Whether the next step needs no lane, as it seems now. */
    boolean isAtHand();

    /** The lane that has to be entered for a step that is not at hand; empty while that may be any. */
    Optional<Lane> lane();

    /** Decides for a lane, unless that is done. */
    void bind(Lane lane);

    /** The lane that has to be entered for {@link #close}; empty when that can be done anywhere. */
    Optional<Lane> laneToClose();

    /**
     * The next step.
     *
     * @param here the lane whose thread this is, if it is one's; it is decided for if none is yet
     * @return empty when a lane has to be entered after all, or another one
     * @throws BourdonException what computing it throws; the sentence is over then. Another request's failure is not passed on as long as
     *                          nothing has been heard: the sentence is computed anew
     */
    Optional<PcmStep> next(Optional<Lane> here) throws BourdonException;

    /** The request is over: what is computed for it alone should stop. Any thread. */
    void letDown();

    /** The step that is running takes too long: it should stop whoever wants it. Any thread. */
    void abort(BourdonException why);

    /** Whether the step that is running has been told to stop. Any thread. */
    boolean isStopped();

    /** Takes it to another lane, because its own is lost; not when it has begun there. */
    boolean moveTo(Lane other);

    /**
     * Ends it.
     *
     * @param here the lane whose thread this is, if it is one's; if it is not {@link #laneToClose}, what the utterance holds in native memory
     *             goes with its voice
     */
    void close(Optional<Lane> here);
}
