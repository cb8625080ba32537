package org.bourdon.daemon;

import java.time.Duration;
import java.util.List;
import java.util.Set;

import org.bourdon.audio.session.AudioSessions;
import org.bourdon.error.BourdonException;
import org.bourdon.metric.MetricFamily;
import org.bourdon.model.ModelControl;
import org.osgi.annotation.versioning.ProviderType;

/** The daemon as a whole. Every method but one with a patience answers at once from published state; all are safe on any thread. */
@ProviderType
public interface Daemon {

    String version();

    DaemonStatus status();

    Health health();

    /** What every {@link org.bourdon.metric.MetricSource} and the daemon itself measure, one family a name, in the order of the names. */
    List<MetricFamily> metrics();

    Folders folders();

    /**
     * Keeps the daemon from leaving for want of work.
     *
     * @param holder who wants it, for the log
     * @throws BourdonException {@link org.bourdon.error.ErrorCode#SHUTTING_DOWN} when it is leaving already,
     *                          {@link org.bourdon.error.ErrorCode#BUSY} when too many are out
     */
    Lease lease(String holder) throws BourdonException;

    /**
     * The same, with voices that are loaded and warm when this returns, and stay so until the lease is given back. Without voices it
     * does not wait.
     *
     * @param patience how long loading them may take
     * @throws BourdonException further what {@link ModelControl#hold} throws; then no lease is out
     */
    Lease lease(String holder, Set<String> voices, Duration patience) throws BourdonException;

    /** The life of the voices' models. */
    ModelControl models();

    /** The sessions of clients that bring their own audio. */
    AudioSessions audioSessions();

    /** Refuses new work from now on, lets what is under way finish for at most {@code drain}, cancels the rest and leaves. */
    void shutdown(Duration drain);
}
