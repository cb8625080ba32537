package org.bourdon.client;

import picocli.CommandLine.Command;

@Command(name = "bourdon", description = "Speaks text with voices that a daemon keeps warm.", footer = {
    "",
    "BOURDON_HOME names the runtime folder (voices, configuration, log, socket); BOURDON_JAVA_HOME the",
    "JDK; with BOURDON_DEBUG=1 an error comes with its stack trace.",
    "",
    "Examples:",
    "  bourdon say \"Hello from Bourdon.\" -o hello.wav",
    "  bourdon voices",
    "  bourdon say --help"})
final class BourdonCommand {
}
