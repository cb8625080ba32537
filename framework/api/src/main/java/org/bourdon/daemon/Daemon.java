package org.bourdon.daemon;

import java.time.Duration;

import org.osgi.annotation.versioning.ProviderType;

/** The daemon as a whole. Every method answers at once from published state and is safe on any thread. */
@ProviderType
public interface Daemon {

    String version();

    DaemonStatus status();

    Health health();

    Folders folders();

    /** Refuses new work from now on, lets what is under way finish for at most {@code drain}, cancels the rest and leaves. */
    void shutdown(Duration drain);
}
