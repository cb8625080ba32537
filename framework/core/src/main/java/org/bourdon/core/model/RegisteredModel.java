package org.bourdon.core.model;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.bourdon.core.lane.EngineLanes;
import org.bourdon.core.lane.Lane;
import org.bourdon.core.lane.LaneGroup;
import org.bourdon.core.lane.LaneTask;
import org.bourdon.core.lane.Urgency;
import org.bourdon.engine.ModelSource;
import org.bourdon.engine.StopSignal;
import org.bourdon.error.BourdonException;
import org.bourdon.error.ErrorCode;
import org.bourdon.model.ModelHandle;
import org.bourdon.model.ModelTask;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A model on the first lane of whichever engine reads it. */
final class RegisteredModel implements ModelHandle {

    private static final Logger log = LoggerFactory.getLogger(RegisteredModel.class);

    private final EngineLanes engines;
    private final ModelSource source;
    private final EngineLanes.Watcher opener = this::openAhead;
    private volatile boolean closed;

    RegisteredModel(EngineLanes engines, ModelSource source) {
        this.engines = engines;
        this.source = source;
        engines.watch(opener);
    }

    @Override
    public <T> T run(ModelTask<T> task, Duration patience) throws BourdonException {
        if (closed) {
            throw new BourdonException(ErrorCode.ENGINE_UNAVAILABLE, "the model " + source.name() + " has been let go");
        }
        Job<T> job = new Job<>(this, task);
        engines.reading(List.of(source.name())).first().submit(job);
        try {
            return job.result.get(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            job.stop.stop();
            throw new BourdonException(ErrorCode.DEADLINE_EXCEEDED, source.name() + " did not answer within " + patience.toMillis() + " ms", e);
        } catch (InterruptedException e) {
            job.stop.stop();
            Thread.currentThread().interrupt();
            throw new BourdonException(ErrorCode.CANCELLED, "interrupted while waiting for " + source.name(), e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof BourdonException known ? known
                    : new BourdonException(ErrorCode.INTERNAL, source.name() + " failed unexpectedly: " + e.getCause(), e);
        }
    }

    @Override
    public void close() {
        closed = true;
        engines.unwatch(opener);
        Close close = new Close(this);
        try {
            engines.reading(List.of(source.name())).first().submit(close);
        } catch (BourdonException e) {
            close.refuse(e);
        }
    }

    /** So that the first unknown word does not wait for the model to load. */
    private void openAhead(LaneGroup group) {
        if (group.engine().reads(source.name())) {
            Job<Boolean> opening = new Job<>(this, (model, stop) -> true);
            opening.result.whenComplete((done, failure) -> {
                if (failure != null) {
                    log.warn("model {} cannot be used: {}", source.name(), failure.getMessage());
                }
            });
            try {
                group.first().submit(opening);
            } catch (BourdonException e) {
                opening.refuse(e);
            }
        }
    }

    private record Job<T>(RegisteredModel owner, ModelTask<T> task, Urgency urgency, StopSignal stop, CompletableFuture<T> result)
            implements LaneTask {

        Job(RegisteredModel owner, ModelTask<T> task) {
            this(owner, task, Urgency.firstStep(System.nanoTime()), new StopSignal(), new CompletableFuture<>());
        }

        @Override
        public void run(Lane lane) {
            if (stop.isStopped()) {
                return;
            }
            try (StopSignal.Registration _ = lane.closing().onStop(stop::stop)) {
                result.complete(task.run(lane.models().get(owner, owner.source), stop));
            } catch (BourdonException | RuntimeException e) {
                result.completeExceptionally(e);
            }
        }

        @Override
        public void refuse(BourdonException why) {
            result.completeExceptionally(why);
        }

        @Override
        public boolean isUnwanted() {
            return stop.isStopped();
        }

        @Override
        public void abandon(BourdonException why) {
            result.completeExceptionally(why);
            stop.stop();
        }

        @Override
        public boolean moveTo(Lane other) {
            return true;
        }
    }

    private record Close(RegisteredModel owner) implements LaneTask {

        @Override
        public Urgency urgency() {
            return Urgency.laterStep(System.nanoTime());
        }

        @Override
        public void run(Lane lane) {
            lane.models().close(owner);
        }

        @Override
        public void refuse(BourdonException why) {
            log.debug("{} closes with its lane: {}", owner.source.name(), why.getMessage());
        }
    }
}
