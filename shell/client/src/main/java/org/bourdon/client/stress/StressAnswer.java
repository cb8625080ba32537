package org.bourdon.client.stress;

/** What a request of a soak ended with. */
sealed interface StressAnswer {

    /** @param firstAudioMs and {@code totalMs} count from the sending of the request to the arrival here */
    record Done(double firstAudioMs, double totalMs, double soundSeconds) implements StressAnswer {
    }

    /** @param kind the daemon's name of the error, or ours of what was wrong with the answer */
    record Failed(String kind, String message) implements StressAnswer {
    }
}
