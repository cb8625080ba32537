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
    public Optional<Lane> lane() {
        return performance.has(step) ? Optional.empty() : Optional.of(performance.lane());
    }

    @Override
    public Optional<Lane> laneToClose() {
        return performance.isOver() ? Optional.empty() : Optional.of(performance.lane());
    }

    @Override
    public Optional<PcmStep> next(boolean onLane) throws BourdonException {
        Optional<PcmStep> pcm = performance.recorded(step);
        if (pcm.isEmpty() && onLane) {
            pcm = Optional.of(compute());
        }
        step += pcm.isPresent() ? 1 : 0;
        return pcm;
    }

    private PcmStep compute() throws BourdonException {
        if (!performance.goesOnAfter(step)) {
            if (step > 0) {
                throw performance.failure();
            }
            startOver(performance.lane(), true);
        }
        return performance.compute();
    }

    /** For this listener alone, so that it fails only for itself. */
    private synchronized void startOver(Lane lane, boolean onLane) {
        Performance old = performance;
        lane.attach();
        performance = new Performance(lane, old.voice(), old.sentence(), old.delivery(), memory, Optional.empty(), Performances.UNNOTED);
        (letDown ? performance : old).letDown();
        old.leave(onLane);
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
    public synchronized void close(boolean onLane) {
        letDown();
        performance.leave(onLane);
    }
}
