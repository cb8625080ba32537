package org.bourdon.engine;

import java.util.ArrayList;
import java.util.List;

/**
 * Tells work in progress that nobody wants its result any more. Goes off once, for good; safe on any thread.
 */
public final class StopSignal {

    private List<Runnable> actions = new ArrayList<>(2);
    private volatile boolean stopped;

    public boolean isStopped() {
        return stopped;
    }

    /** Goes off: runs the registered actions on the calling thread. A second call does nothing. */
    public void stop() {
        List<Runnable> due;
        synchronized (this) {
            if (stopped) {
                return;
            }
            stopped = true;
            due = actions;
            actions = List.of();
        }
        due.forEach(Runnable::run);
    }

    /**
     * Registers what is to happen when the signal goes off; happens at once if it already has.
     * After the registration's {@code close} returns, the action will not start any more, and is not running.
     *
     * @param action short and without waiting
     */
    public Registration onStop(Runnable action) {
        Registration registration = new Registration(this, action);
        boolean late;
        synchronized (this) {
            late = stopped;
            if (!late) {
                actions.add(registration);
            }
        }
        if (late) {
            registration.run();
        }
        return registration;
    }

    private synchronized void forget(Runnable registration) {
        if (!stopped) {
            actions.remove(registration);
        }
    }

    /** An action waiting for the signal. */
    public static final class Registration implements AutoCloseable, Runnable {

        private final StopSignal signal;
        private final Runnable action;
        private boolean closed;

        private Registration(StopSignal signal, Runnable action) {
            this.signal = signal;
            this.action = action;
        }

        @Override
        public synchronized void run() {
            if (!closed) {
                closed = true;
                action.run();
            }
        }

        /** Withdraws the action. */
        @Override
        public void close() {
            synchronized (this) {
                closed = true;
            }
            signal.forget(this);
        }
    }
}
