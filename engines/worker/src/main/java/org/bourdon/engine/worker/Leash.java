package org.bourdon.engine.worker;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A command that runs another which Linux kills when the daemon's thread that started it ends. A process can ask for this itself, but
 * in Java that takes longer than all the rest of its start.
 */
final class Leash {

    private static final String COMMAND = "setpriv";
    private static final long PATIENCE_SECONDS = 5;

    private Leash() {
    }

    /** What to put before a command; empty where there is nothing of the kind. */
    static List<String> find() {
        return Stream.of(System.getenv().getOrDefault("PATH", "/usr/bin:/bin").split(File.pathSeparator)).filter(folder -> folder.startsWith("/"))
                .map(folder -> Path.of(folder, COMMAND)).filter(Files::isExecutable).findFirst()
                .map(command -> List.of(command.toString(), "--pdeathsig", "KILL")).filter(Leash::works).orElse(List.of());
    }

    /** There is a smaller one of the same name that cannot do it. */
    private static boolean works(List<String> leash) {
        try {
            Process trial = new ProcessBuilder(Stream.concat(leash.stream(), Stream.of("true")).toList())
                    .redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
            boolean ended = trial.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
            trial.destroyForcibly();
            return ended && trial.exitValue() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
