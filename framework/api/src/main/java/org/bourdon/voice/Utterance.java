package org.bourdon.voice;

import org.bourdon.engine.StopSignal;
import org.bourdon.error.BourdonException;
import org.osgi.annotation.versioning.ConsumerType;

/** A sentence being spoken, asked for its next step of PCM until that is the last. */
@ConsumerType
public interface Utterance extends AutoCloseable {

    /**
     * Computes the next step.
     *
     * @throws BourdonException CANCELLED after {@code stop}; ENGINE_FAILED. The utterance is over, the voice stays usable.
     */
    PcmStep next(StopSignal stop) throws BourdonException;

    /** Frees what it holds, whether it has ended or not. */
    @Override
    void close();
}
