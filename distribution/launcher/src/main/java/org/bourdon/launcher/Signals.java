package org.bourdon.launcher;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import sun.misc.Signal;
import sun.misc.SignalHandler;

/**
 * Signals that ask the daemon to leave stop the framework instead of the JVM: the JVM's own way would free native libraries
 * while engine lanes still run.
 */
@SuppressWarnings("sunapi")
final class Signals {

    private static final Logger LOG = LoggerFactory.getLogger(Signals.class);

    private Signals() {
    }

    /** A closed terminal is no reason to leave, nor is Ctrl-C as long as the terminal may still be another program's. */
    static void detach() {
        handle("HUP", SignalHandler.SIG_IGN);
        handle("INT", SignalHandler.SIG_IGN);
    }

    static void onTerminate(Runnable leave) {
        handle("TERM", leaving(leave));
    }

    static void onInterrupt(Runnable leave) {
        handle("INT", leaving(leave));
    }

    private static SignalHandler leaving(Runnable leave) {
        return signal -> {
            LOG.info("{} received, leaving", signal);
            leave.run();
        };
    }

    private static void handle(String name, SignalHandler handler) {
        try {
            Signal.handle(new Signal(name), handler);
        } catch (IllegalArgumentException e) {
            LOG.debug("{} is left to the system: {}", name, e.getMessage());
        }
    }
}
