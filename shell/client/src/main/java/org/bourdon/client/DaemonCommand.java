package org.bourdon.client;

import picocli.CommandLine.Model.CommandSpec;

/** What the commands about the daemon have in common. */
final class DaemonCommand {

    private DaemonCommand() {
    }

    static CommandSpec spec() {
        return ClientCommand.spec(CommandSpec.create(), "daemon", "Starts, stops and looks at the daemon.",
                "",
                "Whoever speaks starts the daemon when none runs; it stays, warm, for the next one.",
                "",
                "Examples:",
                "  bourdon daemon status",
                "  bourdon daemon stop");
    }
}
