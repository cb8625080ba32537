package org.bourdon.core.session;

import java.util.concurrent.atomic.AtomicLong;

import org.bourdon.audio.session.AudioSessions;

/** Counts over all sessions, those that are over included. */
final class SessionFigures {

    private final AtomicLong opened = new AtomicLong();
    private final AtomicLong underruns = new AtomicLong();

    /** @return the number of this one, from 1 */
    long opened() {
        return opened.incrementAndGet();
    }

    void underrun() {
        underruns.incrementAndGet();
    }

    AudioSessions.Totals totals() {
        return new AudioSessions.Totals(opened.get(), underruns.get());
    }
}
