package org.bourdon.client;

import picocli.CommandLine.Model.CommandSpec;

/** What the commands about the daemon have in common. */
final class DaemonCommand {

    private DaemonCommand() {
    }

    static CommandSpec spec(Surroundings surroundings) {
        CommandSpec spec = ClientCommand.spec(CommandSpec.create(), "daemon", "Starts, stops and looks at the daemon.",
                "",
                "Whoever speaks starts the daemon when none runs; it stays, warm, until nobody has used it for an",
                "hour. BOURDON_IDLE_TIMEOUT changes that: minutes, 0 for ever. One that 'bourdon daemon start' has",
                "started stays until it is stopped. Each scope has a daemon of its own.",
                "",
                "Examples:",
                "  bourdon daemon status",
                "  bourdon daemon stop");
        Client.add(spec, new DaemonStartCommand(surroundings));
        Client.add(spec, new DaemonStopCommand(surroundings));
        Client.add(spec, new DaemonRestartCommand(surroundings));
        Client.add(spec, new DaemonStatusCommand(surroundings));
        Client.add(spec, new DaemonHealthCommand(surroundings));
        Client.add(spec, new DaemonLogsCommand(surroundings));
        Client.add(spec, new DaemonKillCommand(surroundings));
        Client.add(spec, new DaemonListCommand(surroundings));
        return spec;
    }
}
