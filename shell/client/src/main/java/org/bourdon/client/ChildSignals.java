package org.bourdon.client;

import sun.misc.Signal;
import sun.misc.SignalHandler;

/** Passes signals on to a child and stays until that one has ended. */
@SuppressWarnings("sunapi")
final class ChildSignals {

    private ChildSignals() {
    }

    static void leaveTo(Process child) {
        // The terminal sends it to the whole process group, the child included.
        handle("INT", _ -> { });
        handle("TERM", _ -> child.destroy());
        handle("HUP", _ -> child.destroy());
    }

    private static void handle(String name, SignalHandler handler) {
        try {
            var signal = new Signal(name);
            SignalHandler before = Signal.handle(signal, handler);
            if (before == SignalHandler.SIG_IGN) {
                // As nohup wants it.
                Signal.handle(signal, before);
            }
        } catch (IllegalArgumentException _) {
            // The system does not let go of it, and then it does there what it always does.
        }
    }
}
