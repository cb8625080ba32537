package org.bourdon.client;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How the process of a daemon is started, by us or by a service manager.
 *
 * @param java         the program
 * @param distribution what was installed
 */
public record DaemonCommandLine(Path java, Path distribution) {

    public DaemonCommandLine {
        distribution = distribution.toAbsolutePath().normalize();
    }

    /** In the JVM that runs this. */
    public static DaemonCommandLine inThisJvm(Path distribution) {
        return new DaemonCommandLine(Path.of(System.getProperty("java.home"), "bin", "java"), distribution);
    }

    /** Whether there is anything to start. */
    boolean isThere() {
        return Files.isDirectory(distribution.resolve("lib"));
    }

    /** @param options further ones of the JVM, such as {@code -Dname=value} */
    public List<String> words(Home home, List<String> options) {
        var words = new ArrayList<String>();
        words.add(java.toString());
        Path file = distribution.resolve("lib/daemon.options");
        if (Files.isRegularFile(file)) {
            words.add("@" + file);
        }
        words.add("-Dbourdon.home=" + home.path());
        words.add("-Dbourdon.distribution=" + distribution);
        // ONNX Runtime makes a folder there for a moment, and nothing is written outside the home.
        words.add("-Djava.io.tmpdir=" + home.path().resolve("cache").resolve("tmp"));
        home.scope().ifPresent(scope -> words.add("-Dbourdon.scope=" + scope.name()));
        words.addAll(options);
        words.add("-cp");
        words.add(distribution.resolve("lib") + "/*");
        words.add("org.bourdon.launcher.Main");
        return words;
    }

    /** What only the environment can set, before the JVM and its native libraries start. */
    public Map<String, String> environment(Home home) {
        var environment = new LinkedHashMap<String, String>();
        environment.put("BOURDON_HOME", home.path().toString());
        environment.put("MALLOC_ARENA_MAX", "2");
        environment.put("OMP_WAIT_POLICY", "PASSIVE");
        environment.put("ORT_DISABLE_TELEMETRY", "1");
        return environment;
    }
}
