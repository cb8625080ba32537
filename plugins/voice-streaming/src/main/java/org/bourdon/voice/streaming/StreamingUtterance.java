package org.bourdon.voice.streaming;

import java.util.Optional;
import java.util.function.Consumer;

import org.bourdon.engine.StopSignal;
import org.bourdon.error.BourdonException;
import org.bourdon.error.ErrorCode;
import org.bourdon.voice.PcmStep;
import org.bourdon.voice.Utterance;

/** A sentence under way: the first step makes the plan and the first rows' sound, each further one the next rows'. */
final class StreamingUtterance implements Utterance {

    private final Planner planner;
    private final Vocoder vocoder;
    private final Layout layout;
    private final Manner manner;
    private final Consumer<StreamingUtterance> whenClosed;
    private Optional<Plan> planned = Optional.empty();
    private int row;
    private int step;

    StreamingUtterance(Planner planner, Vocoder vocoder, Layout layout, Manner manner,
                       Consumer<StreamingUtterance> whenClosed) {
        this.planner = planner;
        this.vocoder = vocoder;
        this.layout = layout;
        this.manner = manner;
        this.whenClosed = whenClosed;
    }

    @Override
    public PcmStep next(StopSignal stop) throws BourdonException {
        Plan plan = planned.isPresent() ? planned.get() : begin(stop);
        if (stop.isStopped()) {
            throw new BourdonException(ErrorCode.CANCELLED, "the sentence was stopped");
        }
        int count = Math.min(manner.rows(step), plan.count() - row);
        if (count < 1) {
            throw new IllegalStateException("the utterance has ended");
        }
        boolean last = row + count == plan.count();
        int skip = step == 0 ? layout.skip() : 0;
        float[] samples = vocoder.sound(plan, row, count, skip, last ? layout.skip() : 0, stop);
        row += count;
        step++;
        return new PcmStep(samples, last);
    }

    private Plan begin(StopSignal stop) throws BourdonException {
        Plan plan = planner.make(stop);
        row = Math.min(planner.firstRow(plan), plan.count() - 1);
        planned = Optional.of(plan);
        return plan;
    }

    @Override
    public void close() {
        planned.ifPresent(Plan::close);
        planned = Optional.empty();
        whenClosed.accept(this);
    }
}
