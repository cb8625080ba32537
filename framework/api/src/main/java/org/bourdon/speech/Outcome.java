package org.bourdon.speech;

import java.time.Duration;
import java.util.Objects;

import org.bourdon.error.ErrorCode;

/** What a request ends with; exactly one of them, written where its stream closes. */
public sealed interface Outcome {

    /**
     * All of it was spoken.
     *
     * @param samples      how many were sent
     * @param sentences    how many pieces they came in
     * @param toFirstAudio from the acceptance to the first sample computed
     * @param synthesis    time that the engine spent on it
     */
    record Done(long samples, int sentences, Duration toFirstAudio, Duration synthesis) implements Outcome {
    }

    /** It was stopped. */
    record Cancelled(CancelReason reason) implements Outcome {

        public Cancelled {
            Objects.requireNonNull(reason);
        }
    }

    /** It went wrong; audio may have been sent before. */
    record Failed(ErrorCode code, String message) implements Outcome {

        public Failed {
            Objects.requireNonNull(code);
            Objects.requireNonNull(message);
        }
    }
}
