package org.bourdon.core.lane;

import org.bourdon.error.BourdonException;

/** One step of work for a lane: short, and never waiting for a client. Either {@link #run} or {@link #refuse} is called. */
public interface LaneTask {

    /** Who goes first among the tasks that wait. */
    Urgency urgency();

    /** Does the step, on the lane's thread. What it throws is a defect and is logged; a task reports its own failures. */
    void run(Lane lane);

    /** The step will not run; called on any thread. */
    void refuse(BourdonException why);

    /** Whether the running step has been told to stop, so that it should end soon. Any thread asks. */
    default boolean isUnwanted() {
        return false;
    }

    /** Whether the running step has done everything but return, so that its lane is as good as free. Any thread asks. */
    default boolean isAllDone() {
        return false;
    }

    /**
     * The running step takes too long, or has taken its lane with it: it is to report this failure unless it has reported another, and to
     * stop if it can. Called on any thread while {@link #run} has not returned, and maybe twice. Unless overridden, it is refused late.
     */
    default void abandon(BourdonException why) {
        refuse(why);
    }

    /**
     * The lane on which the step waited is lost. Whether another one can do it instead, and will.
     *
     * @param other where it is put if the answer is yes
     */
    default boolean moveTo(Lane other) {
        return false;
    }
}
