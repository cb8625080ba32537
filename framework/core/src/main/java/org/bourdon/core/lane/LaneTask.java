package org.bourdon.core.lane;

import org.bourdon.error.BourdonException;

/** One step of work for a lane: short, and never waiting for a client. Exactly one of the two methods is called. */
public interface LaneTask {

    /** Who goes first among the tasks that wait. */
    Urgency urgency();

    /** Does the step, on the lane's thread. What it throws is a defect and is logged; a task reports its own failures. */
    void run(Lane lane);

    /** The step will not run; called on any thread. */
    void refuse(BourdonException why);
}
