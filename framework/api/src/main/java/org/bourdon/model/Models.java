package org.bourdon.model;

import org.bourdon.engine.ModelSource;
import org.osgi.annotation.versioning.ProviderType;

/** Models that serve something other than a voice, such as a pronunciation network. */
@ProviderType
public interface Models {

    /**
     * Names a model to the daemon. It is opened on an engine's lane when it is first run or an engine that reads it arrives.
     * The caller closes the handle when it leaves.
     */
    ModelHandle register(ModelSource source);
}
