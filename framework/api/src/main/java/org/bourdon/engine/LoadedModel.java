package org.bourdon.engine;

import org.bourdon.error.BourdonException;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * One loaded model of one engine.
 * <p>
 * Every call comes on the lane that opened it, so implementations hold no locks and start no threads.
 */
@ConsumerType
public interface LoadedModel extends AutoCloseable {

    /** Inputs and outputs in the graph's order; a free axis is {@code -1}. */
    Signature signature();

    /**
     * Runs the model once.
     *
     * @param inputs by name; not kept after the return
     * @param stop   set by another thread when nobody wants the result any more
     * @return outputs by name, valid until closed by the caller
     * @throws BourdonException CANCELLED after {@code stop}; INVALID_INPUT naming the tensor, the shape wanted and the shape given;
     *                          ENGINE_FAILED for anything the native side reports. The model stays usable in all three cases.
     */
    Tensors run(Tensors inputs, StopSignal stop) throws BourdonException;

    /**
     * Runs the model once and then gives the working memory that runs have gathered back to the system.
     * Slower than {@link #run}, and otherwise the same; called when a lane falls idle.
     */
    Tensors runAndTrim(Tensors inputs, StopSignal stop) throws BourdonException;

    /** Frees native memory. Called once, with no run in progress. */
    @Override
    void close();
}
