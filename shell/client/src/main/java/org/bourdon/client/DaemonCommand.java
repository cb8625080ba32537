package org.bourdon.client;

import picocli.CommandLine.Command;

@Command(name = "daemon", description = "Starts, stops and looks at the daemon.", footer = {
    "",
    "Whoever speaks starts the daemon when none runs; it stays, warm, for the next one.",
    "",
    "Examples:",
    "  bourdon daemon status",
    "  bourdon daemon stop"})
final class DaemonCommand {
}
