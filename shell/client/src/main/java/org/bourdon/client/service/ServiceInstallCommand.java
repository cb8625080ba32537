package org.bourdon.client.service;

import java.time.Duration;

import org.bourdon.client.ClientCommand;
import org.bourdon.client.ClientException;
import org.bourdon.client.DaemonEnd;
import org.bourdon.client.ExitCode;
import org.bourdon.client.Surroundings;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

final class ServiceInstallCommand implements ClientCommand {

    private static final Duration DRAIN = Duration.ofSeconds(5);

    private final Surroundings surroundings;

    ServiceInstallCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public CommandSpec spec() {
        return ClientCommand.spec(CommandSpec.wrapWithoutInspection(this), "install", "Makes the daemon a service of this user, now and after each login.",
                "",
                "A daemon that runs already finishes what it speaks, within 5 seconds, and gives way. Installing again brings",
                "the service up to date with this Bourdon, this JDK and this BOURDON_HOME.",
                "",
                "Example:",
                "  bourdon service install")
                .addOption(ClientCommand.flag("--json", "Print what 'bourdon service status --json' prints."));
    }

    @Override
    public ExitCode run(ParseResult given) throws ClientException {
        ServiceManager manager = ServiceManager.of(surroundings);
        manager.install(() -> new DaemonEnd(surroundings).politely(DRAIN));
        ServiceState state = manager.state();
        if (ClientCommand.has(given, "--json")) {
            surroundings.print(ServiceStatusCommand.json(state));
        } else {
            String when = state.running() ? "the daemon runs" : "the daemon starts" + (state.manager().equals("systemd") ? " with its first client" : "");
            surroundings.print("installed with " + state.manager() + "; " + when + "\n");
        }
        return ExitCode.DONE;
    }
}
