package org.bourdon.client;

import java.nio.charset.StandardCharsets;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

final class DaemonStartCommand implements ClientCommand {

    private final Surroundings surroundings;

    DaemonStartCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public CommandSpec spec() {
        return ClientCommand.spec(CommandSpec.wrapWithoutInspection(this), "start", "Starts the daemon unless it runs, and waits until it answers.",
                "",
                "Example:",
                "  bourdon daemon start")
                .addOption(ClientCommand.flag("--json", "Print pid, version, home and whether it was started now, as JSON."));
    }

    @Override
    public ExitCode run(ParseResult given) throws ClientException {
        DaemonDoor door = surroundings.door();
        try (Rpc daemon = door.enter()) {
            if (ClientCommand.has(given, "--json")) {
                surroundings.print(new String(Json.line(line -> {
                    line.writeNumberField("pid", daemon.pid());
                    line.writeStringField("version", daemon.version());
                    line.writeStringField("home", surroundings.home().path().toString());
                    line.writeBooleanField("started", door.hasStarted());
                }), StandardCharsets.UTF_8));
            } else {
                surroundings.print((door.hasStarted() ? "the daemon is up" : "the daemon was running already") + " (pid " + daemon.pid() + ")\n");
            }
        }
        return ExitCode.DONE;
    }
}
