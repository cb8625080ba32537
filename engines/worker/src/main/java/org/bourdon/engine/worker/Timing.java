package org.bourdon.engine.worker;

import java.time.Duration;

/**
 * How long an engine's process may take.
 *
 * @param start       until it runs and has made its engine
 * @param open        for opening a model
 * @param run         for a run that nobody stops
 * @param stopGrace   between being told to stop and having stopped
 * @param end         until it has ended when it is no longer needed
 */
record Timing(Duration start, Duration open, Duration run, Duration stopGrace, Duration end) {

    Timing {
        for (Duration duration : new Duration[] {start, open, run, stopGrace, end}) {
            if (duration.isNegative() || duration.isZero()) {
                throw new IllegalArgumentException("a time of " + duration + " is too short for an engine's process");
            }
        }
    }
}
