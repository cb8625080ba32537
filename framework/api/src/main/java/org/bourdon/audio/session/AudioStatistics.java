package org.bourdon.audio.session;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * What has become of a session's audio.
 *
 * @param bytesReceived   all that was pushed and taken, a WAV file's head included
 * @param chunksProcessed pushes that were taken whole
 * @param framesPlayed    given to the sink
 * @param underruns       times that the sink ran dry with the audio not at its end
 * @param endTime         empty while the session goes on
 */
public record AudioStatistics(long bytesReceived, long chunksProcessed, long framesPlayed, long underruns, Instant startTime,
                              Optional<Instant> endTime) {

    public AudioStatistics {
        Objects.requireNonNull(startTime);
        Objects.requireNonNull(endTime);
    }
}
