package org.bourdon.client;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "start", description = "Starts the daemon unless it runs, and waits until it answers.", footer = {
    "",
    "Example:",
    "  bourdon daemon start"})
final class DaemonStartCommand implements Callable<Integer> {

    @Option(names = "--json", description = "Print pid, version, home and whether it was started now, as JSON.")
    private boolean json;

    private final Surroundings surroundings;

    DaemonStartCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws ClientException {
        DaemonDoor door = surroundings.door();
        try (Rpc daemon = door.enter()) {
            if (json) {
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
        return ExitCode.DONE.number();
    }
}
