package org.bourdon.audio.session;

import java.time.Duration;
import java.util.Objects;

/**
 * A session at a moment.
 *
 * @param client   who brought it, as the protocol adapter names it
 * @param format   of what comes; a WAV file's head changes it
 * @param sink     the name of what it plays through
 * @param attached whether a client holds it; if not it waits for one to come back
 * @param buffered taken and not played yet
 */
public record AudioSessionStatus(String id, String client, AudioFormat format, String sink, AudioSessionState state, boolean attached,
                                 Duration buffered, AudioStatistics statistics) {

    public AudioSessionStatus {
        Objects.requireNonNull(id);
        Objects.requireNonNull(client);
        Objects.requireNonNull(format);
        Objects.requireNonNull(sink);
        Objects.requireNonNull(state);
        Objects.requireNonNull(buffered);
        Objects.requireNonNull(statistics);
    }
}
