package org.bourdon.client;

/** What the shell sees of how it went; {@link #help} documents each. */
public enum ExitCode {

    DONE(0, "done"),
    DAEMON_FAILED(1, "it could not be done: by the daemon, or by a server in the network"),
    USAGE(2, "wrong use: an unknown option, a value out of range"),
    INPUT(3, "bad input: empty or too long a text, not UTF-8, an unknown or broken voice"),
    DAEMON_GONE(4, "no daemon: not running, not startable, it does not answer, or it went away"),
    OUTPUT(5, "the output could not be written or played"),
    NOT_RUNNABLE(6, "no JDK of the needed version, or the build failed"),
    INTERRUPTED(130, "interrupted");

    private final int number;
    private final String meaning;

    ExitCode(int number, String meaning) {
        this.number = number;
        this.meaning = meaning;
    }

    int number() {
        return number;
    }

    static String help() {
        var text = new StringBuilder();
        for (ExitCode code : values()) {
            text.append("  ").append(" ".repeat(3 - String.valueOf(code.number).length())).append(code.number).append("  ").append(code.meaning)
                    .append('\n');
        }
        return text.toString();
    }
}
