package org.bourdon.core.cache;

import java.util.Optional;

import org.bourdon.core.lane.Lane;
import org.bourdon.error.BourdonException;
import org.bourdon.text.Sentence;
import org.bourdon.voice.PcmStep;

/** Listens to a performance; to one of its own when that fails before anything was heard. */
final class LiveTake implements Take {

    private final SoundMemory memory;
    private volatile Performance performance;
    private boolean letDown;
    private int step;

    LiveTake(Performance performance, SoundMemory memory) {
        this.performance = performance;
        this.memory = memory;
    }

    @Override
    public Sentence sentence() {
        return performance.sentence();
    }

    @Override
    public boolean hasBegun() {
        return step > 0;
    }

    @Override
    public boolean isAtHand() {
        return performance.has(step);
    }

    @Override
    public Optional<Lane> lane() {
        return mayStartOver() ? Optional.empty() : performance.lane();
    }

    @Override
    public void bind(Lane lane) {
        if (!mayStartOver()) {
            performance.bind(lane);
        }
    }

    @Override
    public Optional<Lane> laneToClose() {
        return performance.isOver() ? Optional.empty() : performance.lane();
    }

    /** Whether another's failure has ended what nothing has been heard of. */
    private boolean mayStartOver() {
        return step == 0 && !performance.goesOnAfter(0);
    }

    @Override
    public Optional<PcmStep> next(Optional<Lane> here) throws BourdonException {
        Optional<PcmStep> pcm = performance.recorded(step);
        if (pcm.isEmpty() && here.isPresent()) {
            pcm = compute(here.get());
        }
        step += pcm.isPresent() ? 1 : 0;
        return pcm;
    }

    private Optional<PcmStep> compute(Lane here) throws BourdonException {
        if (!performance.goesOnAfter(step)) {
            if (step > 0) {
                throw performance.failure();
            }
            startOver(here, performance.isAt(Optional.of(here)));
        }
        return performance.bind(here) ? Optional.of(performance.compute(here)) : Optional.empty();
    }

    /** For this listener alone, so that it fails only for itself. */
    private synchronized void startOver(Lane lane, boolean onOldLane) {
        Performance old = performance;
        performance = new Performance(old.voice(), old.sentence(), old.delivery(), memory, Optional.empty(), Performances.UNNOTED);
        performance.bind(lane);
        (letDown ? performance : old).letDown();
        old.leave(onOldLane);
    }

    @Override
    public synchronized void letDown() {
        if (!letDown) {
            letDown = true;
            performance.letDown();
        }
    }

    @Override
    public void abort(BourdonException why) {
        performance.abort(why);
    }

    @Override
    public boolean isStopped() {
        return performance.isStopped();
    }

    @Override
    public boolean moveTo(Lane other) {
        if (hasBegun()) {
            return false;
        }
        startOver(other, false);
        return true;
    }

    @Override
    public synchronized void close(Optional<Lane> here) {
        letDown();
        performance.leave(performance.isAt(here));
    }
}
