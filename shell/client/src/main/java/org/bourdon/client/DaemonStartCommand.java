package org.bourdon.client;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

final class DaemonStartCommand implements ClientCommand {

    private static final Duration TO_TELL = Duration.ofSeconds(2);

    private final Surroundings surroundings;

    DaemonStartCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public CommandSpec spec() {
        return ClientCommand.spec(CommandSpec.wrapWithoutInspection(this), "start", "Starts the daemon unless it runs, and waits until it answers.",
                "",
                "Started like this it stays until it is stopped, or as the options say; whichever comes first",
                "ends it. One that runs already keeps the lifetime it has.",
                "",
                "A scope has a daemon of its own, with its own runtime folder, which goes when that daemon leaves.",
                "",
                "Names in the JSON: pid, version, scope, home, started (now), and",
                "lifetime.idle_timeout_ms|owner_pid|while_leased.",
                "",
                "Examples:",
                "  bourdon daemon start",
                "  bourdon daemon start --idle-timeout 30",
                "  bourdon daemon start --scope editor --with-pid $$$$")
                .addOption(ClientCommand.value(Long.class, "PID", "Leave when this process is gone.", "--with-pid"))
                .addOption(ClientCommand.value(Double.class, "MINUTES", "Leave after so long without work and without a lease; 0 is never.",
                        "--idle-timeout"))
                .addOption(Scope.option())
                .addOption(ClientCommand.flag("--json", "Print pid, version, home, lifetime and whether it was started now, as JSON."));
    }

    @Override
    public ExitCode run(ParseResult given) throws ClientException {
        Surroundings here = surroundings.scoped(given);
        Lifetime asked = lifetime(given);
        DaemonDoor door = here.door();
        try (Rpc daemon = door.enter(asked)) {
            Lifetime lifetime = door.hasStarted() ? asked : Lifetime.of(daemon.call("status", params -> { }, TO_TELL));
            if (ClientCommand.has(given, "--json")) {
                here.print(line -> {
                    line.writeNumberField("pid", daemon.pid());
                    line.writeStringField("version", daemon.version());
                    here.home().writeTo(line);
                    line.writeBooleanField("started", door.hasStarted());
                    lifetime.writeTo(line);
                });
            } else if (door.hasStarted()) {
                here.print("the daemon is up (pid " + daemon.pid() + ")\n");
            } else {
                boolean inVain = !asked.equals(Lifetime.FOR_EVER) || ClientCommand.has(given, "--idle-timeout");
                here.print("the daemon was running already (pid " + daemon.pid() + ")" + (inVain ? "; it stays as it was started: " + lifetime : "") + "\n");
            }
        }
        return ExitCode.DONE;
    }

    private static Lifetime lifetime(ParseResult given) throws ClientException {
        Optional<Double> minutes = ClientCommand.value(given, "--idle-timeout");
        Optional<Long> owner = ClientCommand.value(given, "--with-pid");
        if (owner.isPresent() && (owner.get() <= 0 || !Processes.isRunning(owner.get()))) {
            throw new ClientException(ExitCode.USAGE, "there is no process " + owner.get() + " to live with");
        }
        return Lifetime.FOR_EVER.with(owner).idle(minutes.isPresent() ? Lifetime.millis(minutes.get(), "--idle-timeout") : OptionalLong.empty());
    }
}
