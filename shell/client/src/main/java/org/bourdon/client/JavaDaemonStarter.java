package org.bourdon.client;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Starts the daemon of a distribution in the JVM that runs this. */
final class JavaDaemonStarter implements DaemonStarter {

    private final DaemonCommandLine commandLine;

    JavaDaemonStarter(Path distribution) {
        this.commandLine = DaemonCommandLine.inThisJvm(distribution);
    }

    @Override
    public Process start(Home home, Lifetime lifetime) throws ClientException {
        if (!commandLine.isThere()) {
            throw new ClientException(ExitCode.DAEMON_GONE, "there is no daemon in " + commandLine.distribution() + " to start");
        }
        var builder = new ProcessBuilder(command(home, lifetime))
                .directory(home.path().toFile())
                .redirectInput(new File("/dev/null"))
                .redirectErrorStream(true)
                .redirectOutput(home.startLog().toFile());
        builder.environment().putAll(commandLine.environment(home));
        builder.environment().remove(Scope.VARIABLE);
        try {
            return builder.start();
        } catch (IOException e) {
            throw new ClientException(ExitCode.DAEMON_GONE, "cannot start the daemon: " + ClientException.reason(e), e);
        }
    }

    List<String> command(Home home, Lifetime lifetime) {
        return commandLine.words(home, lifetime.properties());
    }
}
