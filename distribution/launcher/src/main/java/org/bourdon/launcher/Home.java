package org.bourdon.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** The runtime folder, {@code BOURDON_HOME}. Everything that the daemon writes lies under it, and nobody else may look inside. */
record Home(Path root) {

    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rwx------");

    Home {
        root = root.toAbsolutePath().normalize();
    }

    /** Creates what is missing and closes the folder to others. */
    void prepare() throws IOException {
        Files.createDirectories(root);
        boolean posix = Files.getFileStore(root).supportsFileAttributeView("posix");
        if (posix && !Files.getPosixFilePermissions(root).equals(OWNER_ONLY)) {
            Files.setPosixFilePermissions(root, OWNER_ONLY);
        }
        for (Path folder : new Path[] {root.resolve("log"), root.resolve("cache"), plugins()}) {
            Files.createDirectories(folder);
        }
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
}
