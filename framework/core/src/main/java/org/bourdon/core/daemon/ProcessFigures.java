package org.bourdon.core.daemon;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

import org.bourdon.daemon.DaemonStatus;

/** What the process takes from the system beside memory. */
final class ProcessFigures {

    private static final Path DESCRIPTORS = Path.of("/dev/fd");

    private ProcessFigures() {
    }

    static DaemonStatus.Process now() {
        return new DaemonStatus.Process(ManagementFactory.getThreadMXBean().getThreadCount(), openFiles());
    }

    private static int openFiles() {
        try (Stream<Path> open = Files.list(DESCRIPTORS)) {
            // One of them is the listing's own.
            return Math.toIntExact(open.count() - 1);
        } catch (IOException e) {
            return 0;
        }
    }
}
