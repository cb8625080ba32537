package org.bourdon.core.daemon;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The process that a daemon belongs to. Held by pid and start time, so that a later process of the same number is not taken for it. */
final class Owner {

    private final long pid;
    private final Optional<ProcessHandle> process;

    Owner(long pid) {
        this.pid = pid;
        this.process = ProcessHandle.of(pid);
    }

    long pid() {
        return pid;
    }

    /** One that has ended and whose parent has not noticed yet is gone. */
    boolean isGone() {
        return process.isEmpty() || !process.get().isAlive() || isZombie();
    }

    private boolean isZombie() {
        try {
            String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
            return stat.charAt(stat.lastIndexOf(')') + 2) == 'Z';
        } catch (IOException noSuchFileSystem) {
            return false;
        }
    }
}
