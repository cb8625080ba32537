package org.bourdon.client.service;

import java.nio.charset.StandardCharsets;

import org.bourdon.client.ClientCommand;
import org.bourdon.client.ClientException;
import org.bourdon.client.ExitCode;
import org.bourdon.client.Json;
import org.bourdon.client.Surroundings;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

final class ServiceUninstallCommand implements ClientCommand {

    private final Surroundings surroundings;

    ServiceUninstallCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public CommandSpec spec() {
        return ClientCommand.spec(CommandSpec.wrapWithoutInspection(this), "uninstall", "Stops the service and removes all that 'install' made.",
                "",
                "Voices, settings and logs stay. That nothing is installed is no error.",
                "",
                "Example:",
                "  bourdon service uninstall")
                .addOption(ClientCommand.flag("--json", "Print whether something was removed, as JSON."));
    }

    @Override
    public ExitCode run(ParseResult given) throws ClientException {
        boolean removed = ServiceManager.of(surroundings).uninstall();
        if (ClientCommand.has(given, "--json")) {
            surroundings.print(new String(Json.line(line -> line.writeBooleanField("removed", removed)), StandardCharsets.UTF_8));
        } else {
            surroundings.print(removed ? "the service is removed\n" : "no service is installed\n");
        }
        return ExitCode.DONE;
    }
}
