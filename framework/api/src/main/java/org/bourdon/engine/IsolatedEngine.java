package org.bourdon.engine;

import java.util.List;

import org.osgi.annotation.versioning.ProviderType;

/** An engine that computes in processes of its own, so that no crash of its native side is the daemon's. */
@ProviderType
public interface IsolatedEngine extends Engine {

    /** Those that run at this moment, one a lane at most. Callable on any thread. */
    List<EngineProcess> processes();
}
