package org.bourdon.client;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Starts the daemon of a distribution in the JVM that runs this. */
final class JavaDaemonStarter implements DaemonStarter {

    private final Path distribution;

    JavaDaemonStarter(Path distribution) {
        this.distribution = distribution.toAbsolutePath().normalize();
    }

    @Override
    public Process start(Home home, Lifetime lifetime) throws ClientException {
        if (!Files.isDirectory(distribution.resolve("lib"))) {
            throw new ClientException(ExitCode.DAEMON_GONE, "there is no daemon in " + distribution + " to start");
        }
        var builder = new ProcessBuilder(command(home, lifetime))
                .directory(home.path().toFile())
                .redirectInput(new File("/dev/null"))
                .redirectErrorStream(true)
                .redirectOutput(home.startLog().toFile());
        // What only the environment can set, before the JVM and its native libraries start.
        var environment = builder.environment();
        environment.put("BOURDON_HOME", home.path().toString());
        environment.remove(Scope.VARIABLE);
        environment.put("MALLOC_ARENA_MAX", "2");
        environment.put("OMP_WAIT_POLICY", "PASSIVE");
        environment.put("ORT_DISABLE_TELEMETRY", "1");
        try {
            return builder.start();
        } catch (IOException e) {
            throw new ClientException(ExitCode.DAEMON_GONE, "cannot start the daemon: " + ClientException.reason(e), e);
        }
    }

    List<String> command(Home home, Lifetime lifetime) {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        Path options = distribution.resolve("lib/daemon.options");
        if (Files.isRegularFile(options)) {
            command.add("@" + options);
        }
        command.add("-Dbourdon.home=" + home.path());
        command.add("-Dbourdon.distribution=" + distribution);
        // ONNX Runtime makes a folder there for a moment, and nothing is written outside the home.
        command.add("-Djava.io.tmpdir=" + home.path().resolve("cache").resolve("tmp"));
        home.scope().ifPresent(scope -> command.add("-Dbourdon.scope=" + scope.name()));
        command.addAll(lifetime.properties());
        command.add("-cp");
        command.add(distribution.resolve("lib") + "/*");
        command.add("org.bourdon.launcher.Main");
        return command;
    }
}
