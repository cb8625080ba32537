package org.bourdon.launcher;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.Set;
import java.util.stream.Stream;

/** The runtime folder, {@code BOURDON_HOME}. Everything that the daemon writes lies under it, and nobody else may look inside. */
record Home(Path root) {

    /** Systems take 104 to 108 for a socket's path, its end included. */
    private static final int LONGEST_SOCKET_PATH_BYTES = 100;
    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rwx------");

    Home {
        root = root.toAbsolutePath().normalize();
    }

    /** Creates what is missing and closes the folder to others. */
    void prepare() throws IOException {
        checkSocketPath();
        Files.createDirectories(root);
        boolean posix = Files.getFileStore(root).supportsFileAttributeView("posix");
        if (posix && !Files.getPosixFilePermissions(root).equals(OWNER_ONLY)) {
            Files.setPosixFilePermissions(root, OWNER_ONLY);
        }
        for (Path folder : new Path[] {root.resolve("log"), root.resolve("cache").resolve("tmp"), plugins()}) {
            Files.createDirectories(folder);
        }
    }

    private void checkSocketPath() throws IOException {
        Path socket = socket();
        int length = socket.toString().getBytes(StandardCharsets.UTF_8).length;
        if (length > LONGEST_SOCKET_PATH_BYTES) {
            throw new IOException("the socket's path " + socket + " has " + length + " bytes; the system takes at most "
                    + LONGEST_SOCKET_PATH_BYTES + " bytes: set BOURDON_HOME to a folder with a shorter path");
        }
    }

    /** Removes the folder and what is in it. What somebody puts there meanwhile stays. */
    void remove() throws IOException {
        try (Stream<Path> all = Files.walk(root)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                try {
                    Files.deleteIfExists(path);
                } catch (DirectoryNotEmptyException _) {
                    // A client that starts the next daemon is here already.
                }
            }
        }
    }

    Path socket() {
        return root.resolve("bourdon.sock");
    }

    Path lock() {
        return root.resolve("bourdon.lock");
    }

    Path pid() {
        return root.resolve("bourdon.pid");
    }

    Path log() {
        return root.resolve("log").resolve("bourdon.log");
    }

    Path bundleCache() {
        return root.resolve("cache").resolve("felix");
    }

    /** The user's own bundles; a jar dropped here starts at once. */
    Path plugins() {
        return root.resolve("plugins");
    }

    /** The user's own engines, a folder each. */
    Path engines() {
        return root.resolve("engines");
    }
}
