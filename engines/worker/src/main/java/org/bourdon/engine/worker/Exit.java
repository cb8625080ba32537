package org.bourdon.engine.worker;

import java.util.Map;

/** What an exit code tells a person. */
final class Exit {

    private static final int BY_SIGNAL = 128;
    private static final Map<Integer, String> SIGNALS = Map.of(4, "SIGILL", 6, "SIGABRT", 7, "SIGBUS", 8, "SIGFPE", 9, "SIGKILL", 11, "SIGSEGV",
            15, "SIGTERM");

    private Exit() {
    }

    static String describe(int code, String lastWords) {
        if (code > BY_SIGNAL) {
            int signal = code - BY_SIGNAL;
            return "was ended by signal " + signal + (SIGNALS.containsKey(signal) ? " (" + SIGNALS.get(signal) + ")" : "");
        }
        return "ended with exit code " + code + (code == 0 || lastWords.isBlank() ? "" : ": " + lastWords.strip());
    }
}
