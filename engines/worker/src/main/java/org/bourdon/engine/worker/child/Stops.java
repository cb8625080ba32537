package org.bourdon.engine.worker.child;

import org.bourdon.engine.StopSignal;

/** Brings a stop together with the question that it means, whichever comes first. */
final class Stops {

    private int current;
    private int latestStopped;
    private StopSignal signal = new StopSignal();

    /** On the engine's thread, before it begins with a question. Numbers rise. */
    synchronized StopSignal begin(int number) {
        current = number;
        signal = new StopSignal();
        if (latestStopped == number) {
            signal.stop();
        }
        return signal;
    }

    /** On the other thread. A question that is over is not disturbed. */
    void stop(int number) {
        StopSignal due;
        synchronized (this) {
            latestStopped = number;
            due = number == current ? signal : new StopSignal();
        }
        due.stop();
    }
}
