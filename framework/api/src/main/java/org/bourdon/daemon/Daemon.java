package org.bourdon.daemon;

import java.time.Duration;

import org.bourdon.error.BourdonException;
import org.osgi.annotation.versioning.ProviderType;

/** The daemon as a whole. Every method answers at once from published state and is safe on any thread. */
@ProviderType
public interface Daemon {

    String version();

    DaemonStatus status();

    Health health();

    Folders folders();

    /**
     * Keeps the daemon from leaving for want of work.
     *
     * @param holder who wants it, for the log
     * @throws BourdonException {@link org.bourdon.error.ErrorCode#SHUTTING_DOWN} when it is leaving already,
     *                          {@link org.bourdon.error.ErrorCode#BUSY} when too many are out
     */
    Lease lease(String holder) throws BourdonException;

    /** Refuses new work from now on, lets what is under way finish for at most {@code drain}, cancels the rest and leaves. */
    void shutdown(Duration drain);
}
