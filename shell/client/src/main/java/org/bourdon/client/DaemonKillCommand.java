package org.bourdon.client;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

final class DaemonKillCommand implements ClientCommand {

    private final Surroundings surroundings;

    DaemonKillCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public CommandSpec spec() {
        return ClientCommand.spec(CommandSpec.wrapWithoutInspection(this), "kill", "Ends the daemon at once, whatever it does.",
                "",
                "For one that 'bourdon daemon stop' would take too long for: sends KILL, says what was lost, and",
                "removes the socket and the pid file. That none runs is no error.",
                "",
                "Names in the JSON: those of 'bourdon daemon stop'.",
                "",
                "Example:",
                "  bourdon daemon kill")
                .addOption(Scope.option())
                .addOption(ClientCommand.flag("--json", "Print what was killed as JSON."));
    }

    @Override
    public ExitCode run(ParseResult given) throws ClientException {
        Surroundings here = surroundings.scoped(given);
        DaemonStopCommand.report(here, new DaemonEnd(here).atOnce(), ClientCommand.has(given, "--json"));
        return ExitCode.DONE;
    }
}
