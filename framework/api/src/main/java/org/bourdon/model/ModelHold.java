package org.bourdon.model;

import org.osgi.annotation.versioning.ProviderType;

/** Voices kept loaded for somebody, until the {@link #close}. */
@ProviderType
public interface ModelHold extends AutoCloseable {

    /** Lets them go. A second call does nothing. */
    @Override
    void close();
}
