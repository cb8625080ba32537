package org.bourdon.client;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Optional;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

final class DaemonStopCommand implements ClientCommand {

    private static final Duration TO_LEAVE = Duration.ofSeconds(15);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(20);

    private final Surroundings surroundings;

    DaemonStopCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public CommandSpec spec() {
        return ClientCommand.spec(CommandSpec.wrapWithoutInspection(this), "stop", "Stops the daemon and waits until it is gone.",
                "",
                "What is being spoken is finished within 5 seconds or cut off. That none runs is no error.",
                "",
                "Example:",
                "  bourdon daemon stop")
                .addOption(ClientCommand.flag("--json", "Print whether one ran, and its pid, as JSON."));
    }

    @Override
    public ExitCode run(ParseResult given) throws ClientException {
        boolean json = ClientCommand.has(given, "--json");
        Optional<Rpc> running = surroundings.door().knock();
        if (running.isEmpty()) {
            report(json, 0, "no daemon runs in " + surroundings.home().path());
            return ExitCode.DONE;
        }
        long pid;
        try (Rpc daemon = running.get()) {
            pid = daemon.pid();
            daemon.call("shutdown", params -> { });
        }
        awaitEnd(pid);
        report(json, pid, "the daemon is stopped (pid " + pid + ")");
        return ExitCode.DONE;
    }

    private void awaitEnd(long pid) throws ClientException {
        var deadline = Deadline.in(TO_LEAVE);
        while (Processes.isRunning(pid) || Files.exists(surroundings.home().socket())) {
            if (deadline.passed()) {
                if (!Processes.isRunning(pid)) {
                    // It is gone and could not tidy up; the next daemon does not mind the old socket.
                    return;
                }
                throw new ClientException(ExitCode.DAEMON_FAILED, "the daemon (pid " + pid + ") has not ended after " + TO_LEAVE.toSeconds()
                        + " s; 'kill " + pid + "' ends it");
            }
            surroundings.interruption().pause(BETWEEN_LOOKS);
        }
    }

    private void report(boolean json, long pid, String sentence) throws ClientException {
        surroundings.print(json ? new String(Json.line(line -> {
            line.writeBooleanField("stopped", pid != 0);
            if (pid != 0) {
                line.writeNumberField("pid", pid);
            }
        }), StandardCharsets.UTF_8) : sentence + "\n");
    }
}
