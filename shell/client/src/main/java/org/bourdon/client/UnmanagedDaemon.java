package org.bourdon.client;

import java.time.Duration;
import java.util.Optional;

/** The daemon of a home that some client started; it gives way to one that a service manager starts. */
final class UnmanagedDaemon implements ServiceManager.Dismissal {

    private static final Duration TO_LEAVE = Duration.ofSeconds(25);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(20);

    private final Surroundings surroundings;

    UnmanagedDaemon(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public void dismiss() throws ClientException {
        Optional<Rpc> running = surroundings.door().knock();
        if (running.isEmpty()) {
            return;
        }
        long pid;
        try (Rpc daemon = running.get()) {
            pid = daemon.pid();
            daemon.call("shutdown", params -> { });
        }
        var deadline = Deadline.in(TO_LEAVE);
        while (Processes.isRunning(pid)) {
            if (deadline.passed()) {
                throw new ClientException(ExitCode.DAEMON_FAILED, "the daemon that runs already (pid " + pid + ") does not leave; end it with 'bourdon daemon stop'"
                        + " and install again");
            }
            surroundings.interruption().pause(BETWEEN_LOOKS);
        }
    }
}
