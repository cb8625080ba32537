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

    /** The lane that has to be entered for the next step; empty when the step seems to be at hand anywhere. */
    Optional<Lane> lane();

    /** The lane that has to be entered for {@link #close}; empty when that can be done anywhere. */
    Optional<Lane> laneToClose();

    /**
     * The next step.
     *
     * @param onLane whether this is the thread of the lane
     * @return empty when the lane has to be entered after all; never on the lane
     * @throws BourdonException what computing it throws; the sentence is over then. Another request's failure is not passed on as long as
     *                          nothing has been heard: the sentence is computed anew
     */
    Optional<PcmStep> next(boolean onLane) throws BourdonException;

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
     * @param onLane whether this is the thread of its lane; if not, and that would be needed, what the utterance holds in native memory
     *               goes with its voice
     */
    void close(boolean onLane);
}
