package org.bourdon.client;

import picocli.CommandLine.Model.CommandSpec;

/** The command that all others belong to. */
final class BourdonCommand {

    private BourdonCommand() {
    }

    static CommandSpec spec() {
        return ClientCommand.spec(CommandSpec.create(), "bourdon", "Speaks text with voices that a daemon keeps warm.",
                "",
                "BOURDON_HOME names the runtime folder (voices, configuration, log, socket); BOURDON_SCOPE the",
                "scope, as --scope does; BOURDON_HTTP where a daemon that is started serves HTTP: HOST:PORT or off",
                "(127.0.0.1:8081); BOURDON_IDLE_TIMEOUT after how many idle minutes one that was started on demand",
                "leaves (60; 0 is never); BOURDON_JAVA_HOME the JDK; with BOURDON_DEBUG=1 an error comes with its",
                "stack trace.",
                "",
                "Examples:",
                "  bourdon say \"Hello from Bourdon.\" -o hello.wav",
                "  bourdon voices",
                "  bourdon say --help");
    }
}
