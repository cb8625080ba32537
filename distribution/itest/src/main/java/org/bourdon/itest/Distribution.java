package org.bourdon.itest;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The assembled folder, as the build made it. */
public record Distribution(Path folder) {

    public Distribution {
        folder = folder.toAbsolutePath().normalize();
        if (!Files.isDirectory(folder.resolve("lib"))) {
            throw new IllegalStateException("no assembled distribution in " + folder + "; build distribution/assembly first");
        }
    }

    /** The one that the build names in the system property {@code bourdon.distribution}. */
    public static Distribution assembled() {
        return new Distribution(Path.of(property("bourdon.distribution")));
    }

    /** The checkout's root, which holds the {@code bourdon} script. */
    public static Path checkout() {
        return Path.of(property("bourdon.checkout")).toAbsolutePath().normalize();
    }

    /** A shipped voice as one graph in Piper's format; its side file lies beside it. For tests only, so it is not part of the distribution. */
    public static Path twin(String voice) {
        return checkout().resolve("plugins/voice-streaming/src/test/resources/twins").resolve(voice + ".onnx");
    }

    /** The folder of a shipped voice. */
    public Path voice(String name) {
        return folder.resolve("voices").resolve(name);
    }

    /** The JVM that runs this very code. */
    public static Path java() {
        return Path.of(System.getProperty("java.home"), "bin", "java");
    }

    /** What a client runs to start a daemon. */
    List<String> daemonCommand(Path home, String... options) {
        List<String> command = new ArrayList<>(List.of(java().toString(), "-cp", folder.resolve("lib") + "/*",
                "@" + folder.resolve("lib/daemon.options"), "-Dbourdon.home=" + home, "-Dbourdon.distribution=" + folder));
        command.addAll(List.of(options));
        command.add("org.bourdon.launcher.Main");
        return command;
    }

    private static String property(String name) {
        String value = System.getProperty(name);
        if (value == null) {
            throw new IllegalStateException("system property " + name + " is not set; the build sets it");
        }
        return value;
    }
}
