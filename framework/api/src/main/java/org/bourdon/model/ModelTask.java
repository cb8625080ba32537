package org.bourdon.model;

import org.bourdon.engine.LoadedModel;
import org.bourdon.engine.StopSignal;
import org.bourdon.error.BourdonException;

/** What to do with a model on its lane; may run it several times. Keeps nothing of the model or of its tensors. */
@FunctionalInterface
public interface ModelTask<T> {

    T run(LoadedModel model, StopSignal stop) throws BourdonException;
}
