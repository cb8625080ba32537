package org.bourdon.client.service;

import org.bourdon.client.ClientCommand;
import org.bourdon.client.Surroundings;

import picocli.CommandLine.Model.CommandSpec;

/** What the commands about the service have in common. */
public final class ServiceCommand {

    private ServiceCommand() {
    }

    public static CommandSpec spec(Surroundings surroundings) {
        CommandSpec spec = ClientCommand.spec(CommandSpec.create(), "service", "Hands the daemon to the system's service manager, for this user.",
                "",
                "systemd keeps the socket, starts the daemon with the first client, watches it, and starts it",
                "again when it fails. launchd, on macOS, runs it from the login on. Neither needs an administrator.",
                "",
                "Examples:",
                "  bourdon service install",
                "  bourdon service status");
        for (ClientCommand command : new ClientCommand[] {new ServiceInstallCommand(surroundings), new ServiceUninstallCommand(surroundings),
                new ServiceStatusCommand(surroundings)}) {
            CommandSpec sub = command.spec();
            spec.addSubcommand(sub.name(), sub);
        }
        return spec;
    }
}
