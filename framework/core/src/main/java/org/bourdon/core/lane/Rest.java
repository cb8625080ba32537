package org.bourdon.core.lane;

import org.bourdon.engine.StopSignal;
import org.bourdon.error.BourdonException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lets voices give working memory back, on a lane that has fallen idle. */
final class Rest implements LaneTask {

    private static final Logger log = LoggerFactory.getLogger(Rest.class);

    private final StopSignal stop = new StopSignal();

    @Override
    public Urgency urgency() {
        return Urgency.laterStep(System.nanoTime());
    }

    @Override
    public void run(Lane lane) {
        try (StopSignal.Registration _ = lane.closing().onStop(stop::stop)) {
            lane.voices().rest(stop);
        }
    }

    @Override
    public boolean isUnwanted() {
        return stop.isStopped();
    }

    @Override
    public void refuse(BourdonException why) {
        log.warn("voices could not give memory back: {}", why.getMessage());
    }

    @Override
    public void abandon(BourdonException why) {
        refuse(why);
        stop.stop();
    }
}
