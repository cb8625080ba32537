package org.bourdon.daemon;

import org.osgi.annotation.versioning.ProviderType;

/** Somebody's wish that the daemon stays. Given back by {@link #close}; whoever took it for a connection does so when that ends. */
@ProviderType
public interface Lease extends AutoCloseable {

    /** Unique among those of this daemon. */
    String id();

    /** Gives the lease back. A second call does nothing. */
    @Override
    void close();
}
