package org.bourdon.audio.session;

import java.util.Objects;

import org.bourdon.error.ErrorCode;

/** What a session ends with; exactly one of them. */
public sealed interface AudioSessionEnd {

    /** All of it was played. */
    record Played() implements AudioSessionEnd {
    }

    /** It was told to stop, or its client went for good; what had not been played is dropped. */
    record Stopped() implements AudioSessionEnd {
    }

    /** Nothing came and nothing was played for as long as a session may be idle. */
    record Idle() implements AudioSessionEnd {
    }

    /** It went wrong. */
    record Failed(ErrorCode code, String message) implements AudioSessionEnd {

        public Failed {
            Objects.requireNonNull(code);
            Objects.requireNonNull(message);
        }
    }
}
