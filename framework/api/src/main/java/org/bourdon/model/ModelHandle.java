package org.bourdon.model;

import java.time.Duration;

import org.bourdon.error.BourdonException;
import org.osgi.annotation.versioning.ProviderType;

/** A model registered with {@link Models}. */
@ProviderType
public interface ModelHandle extends AutoCloseable {

    /**
     * Runs a task with the model on its lane and waits for the result. Ahead of it in the queue are only other first steps.
     * Never call this on a lane.
     *
     * @param patience the longest wait; after it the task is stopped
     * @throws BourdonException what the task threw; ENGINE_UNAVAILABLE when no engine reads the model; BUSY when the lane's queue is
     *                          full; DEADLINE_EXCEEDED after {@code patience}; INVALID_REQUEST when the model is damaged
     */
    <T> T run(ModelTask<T> task, Duration patience) throws BourdonException;

    /** Lets the model go. A task that is running finishes first. */
    @Override
    void close();
}
