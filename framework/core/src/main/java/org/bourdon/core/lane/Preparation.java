package org.bourdon.core.lane;

import java.util.concurrent.atomic.AtomicBoolean;

import org.bourdon.error.BourdonException;

/** The first task of a lane while the lane finds out where it runs: not begun, and to be refused once if that comes to nothing. */
final class Preparation implements LaneTask {

    private final LaneTask task;
    private final AtomicBoolean refused = new AtomicBoolean();

    Preparation(LaneTask task) {
        this.task = task;
    }

    boolean isRefused() {
        return refused.get();
    }

    @Override
    public Urgency urgency() {
        return task.urgency();
    }

    @Override
    public void run(Lane lane) {
        throw new IllegalStateException("a preparation is not run");
    }

    @Override
    public void refuse(BourdonException why) {
        if (refused.compareAndSet(false, true)) {
            task.refuse(why);
        }
    }
}
