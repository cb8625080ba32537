package org.bourdon.client.service;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.stream.Collectors;

import org.bourdon.client.ClientCommand;
import org.bourdon.client.ClientException;
import org.bourdon.client.ExitCode;
import org.bourdon.client.Json;
import org.bourdon.client.Surroundings;
import org.bourdon.client.Table;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

final class ServiceStatusCommand implements ClientCommand {

    private final Surroundings surroundings;

    ServiceStatusCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public CommandSpec spec() {
        return ClientCommand.spec(CommandSpec.wrapWithoutInspection(this), "status", "Tells what the service manager knows of the daemon.",
                "",
                "The exit code is 0 when the service is active and 4 when it is not. It starts nothing.",
                "",
                "Examples:",
                "  bourdon service status",
                "  bourdon service status --json")
                .addOption(ClientCommand.flag("--json", "Print manager, files, installed, up_to_date, enabled, active, running and problem as JSON."));
    }

    @Override
    public ExitCode run(ParseResult given) throws ClientException {
        ServiceState state = ServiceManager.of(surroundings).state();
        surroundings.print(ClientCommand.has(given, "--json") ? json(state) : forPerson(state));
        return state.active() ? ExitCode.DONE : ExitCode.DAEMON_GONE;
    }

    static String json(ServiceState state) {
        return new String(Json.line(line -> {
            line.writeStringField("manager", state.manager());
            line.writeArrayFieldStart("files");
            for (Path file : state.files()) {
                line.writeString(file.toString());
            }
            line.writeEndArray();
            line.writeBooleanField("installed", state.installed());
            line.writeBooleanField("up_to_date", state.upToDate());
            line.writeBooleanField("enabled", state.enabled());
            line.writeBooleanField("active", state.active());
            line.writeBooleanField("running", state.running());
            line.writeStringField("problem", state.problem().orElse(null));
        }), StandardCharsets.UTF_8);
    }

    private static String forPerson(ServiceState state) {
        var table = new Table();
        String installed = !state.installed() ? "no" : state.upToDate() ? "yes" : "yes, but not as this Bourdon would; 'bourdon service install' renews it";
        table.row("installed", installed);
        table.row("enabled", state.enabled() ? "yes" : "no");
        table.row("active", state.active() ? state.running() ? "yes, the daemon runs" : "yes, the daemon starts with its first client" : "no");
        table.row(state.manager(), state.files().stream().map(Path::toString).collect(Collectors.joining(", ")));
        state.problem().ifPresent(problem -> table.row("problem", problem));
        return table.toString();
    }
}
