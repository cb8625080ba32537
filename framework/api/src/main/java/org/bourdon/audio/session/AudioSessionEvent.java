package org.bourdon.audio.session;

import java.util.Objects;

/** What a session tells the client that holds it. After {@link Ended} or {@link Detached} nothing follows. */
public sealed interface AudioSessionEvent {

    /** Sound as it went to the sink, in the session's format without a container; for sessions that echo. The receiver may keep it. */
    record Echo(byte[] bytes) implements AudioSessionEvent {

        public Echo {
            Objects.requireNonNull(bytes);
        }
    }

    /** The sink ran dry; it plays on as soon as there is sound. Several that nobody has taken yet come as one. */
    record Underrun(long soFar) implements AudioSessionEvent {
    }

    /** The session is over. */
    record Ended(AudioSessionEnd end, AudioStatistics statistics) implements AudioSessionEvent {

        public Ended {
            Objects.requireNonNull(end);
            Objects.requireNonNull(statistics);
        }
    }

    /** This client does not hold the session any more: it let go, or another connection of it has taken over. */
    record Detached() implements AudioSessionEvent {
    }
}
