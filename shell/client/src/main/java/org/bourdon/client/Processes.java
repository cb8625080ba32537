package org.bourdon.client;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Other processes of the system. */
final class Processes {

    private Processes() {
    }

    /** Whether it runs; a process that has ended and whose parent has not noticed yet does not. */
    static boolean isRunning(long pid) {
        if (!ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false)) {
            return false;
        }
        try {
            String stat = Files.readString(Path.of("/proc", String.valueOf(pid), "stat"));
            return stat.charAt(stat.lastIndexOf(')') + 2) != 'Z';
        } catch (IOException _) {
            // No such file system here; then the handle's word counts, unless the process has just left.
            return ProcessHandle.of(pid).isPresent();
        }
    }
}
