package org.bourdon.client;

import java.util.Optional;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

final class DaemonRestartCommand implements ClientCommand {

    private final Surroundings surroundings;

    DaemonRestartCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public CommandSpec spec() {
        return ClientCommand.spec(CommandSpec.wrapWithoutInspection(this), "restart", "Stops the daemon and starts it again.",
                "",
                "It is stopped as by 'bourdon daemon stop'; the new one lives as long as the old one was to. When",
                "none ran, one is started that stays until it is stopped.",
                "",
                "Names in the JSON: those of 'bourdon daemon start', and stopped: what 'bourdon daemon stop'",
                "prints.",
                "",
                "Examples:",
                "  bourdon daemon restart",
                "  bourdon daemon restart --drain 60")
                .addOption(DaemonStopCommand.drainOption())
                .addOption(Scope.option())
                .addOption(ClientCommand.flag("--json", "Print what was stopped and what was started as JSON."));
    }

    @Override
    public ExitCode run(ParseResult given) throws ClientException {
        Surroundings here = surroundings.scoped(given);
        Optional<DaemonEnded> ended = new DaemonEnd(here).politely(DaemonStopCommand.drain(given));
        Lifetime lifetime = ended.flatMap(DaemonEnded::status).map(Lifetime::of).orElse(Lifetime.FOR_EVER);
        try (Rpc daemon = here.door().enter(lifetime)) {
            if (ClientCommand.has(given, "--json")) {
                here.print(line -> {
                    line.writeNumberField("pid", daemon.pid());
                    line.writeStringField("version", daemon.version());
                    here.home().writeTo(line);
                    line.writeBooleanField("started", true);
                    lifetime.writeTo(line);
                    line.writeObjectFieldStart("stopped");
                    DaemonStopCommand.write(line, here.home(), ended);
                    line.writeEndObject();
                });
            } else {
                here.print((ended.isPresent() ? ended.get().inWords() : "no daemon ran") + "\nthe daemon is up (pid " + daemon.pid() + ")\n");
            }
        }
        return ExitCode.DONE;
    }
}
