package org.bourdon.client;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;

/** The runtime folder: socket, locks, log, configuration, cache. */
record Home(Path path) {

    /** The shortest of the systems' limits is 104 bytes with its terminator. */
    private static final int LONGEST_SOCKET_PATH = 100;

    Home {
        path = path.toAbsolutePath().normalize();
    }

    /** {@code BOURDON_HOME}, else where the platform's convention puts such a folder. */
    static Home of(Map<String, String> variables, String system, Path userFolder) {
        String named = variables.getOrDefault("BOURDON_HOME", "");
        if (!named.isEmpty()) {
            return new Home(Path.of(named));
        }
        if (system.startsWith("Mac")) {
            return new Home(userFolder.resolve("Library/Application Support/Bourdon"));
        }
        String data = variables.getOrDefault("XDG_DATA_HOME", "");
        Path base = data.startsWith("/") ? Path.of(data) : userFolder.resolve(".local/share");
        return new Home(base.resolve("bourdon"));
    }

    Path socket() throws ClientException {
        Path socket = path.resolve("bourdon.sock");
        int length = socket.toString().getBytes(StandardCharsets.UTF_8).length;
        if (length > LONGEST_SOCKET_PATH) {
            throw new ClientException(ExitCode.DAEMON_GONE, "the socket path " + socket + " has " + length + " bytes; the system takes at most "
                    + LONGEST_SOCKET_PATH + "; set BOURDON_HOME to a shorter folder");
        }
        return socket;
    }

    Path pidFile() {
        return path.resolve("bourdon.pid");
    }

    Path startLock() {
        return path.resolve("start.lock");
    }

    Path startLog() {
        return path.resolve("log/start.log");
    }

    Path log() {
        return path.resolve("log/bourdon.log");
    }

    Path cache() {
        return path.resolve("cache");
    }

    /** Makes the folder and those in it that are needed before a daemon runs; nobody else may look into it. */
    void create() throws ClientException {
        try {
            if (!Files.isDirectory(path)) {
                if (path.getParent() != null) {
                    Files.createDirectories(path.getParent());
                }
                var ownerOnly = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
                Files.createDirectories(path, ownerOnly);
            }
            Files.createDirectories(path.resolve("log"));
        } catch (IOException e) {
            throw new ClientException(ExitCode.DAEMON_GONE,
                    "cannot make the runtime folder " + path + ": " + ClientException.reason(e) + "; set BOURDON_HOME to a folder that can be written", e);
        }
    }
}
