package org.bourdon.client;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import com.fasterxml.jackson.core.JsonGenerator;

/**
 * The runtime folder: socket, locks, log, configuration, cache.
 *
 * @param scope whose it is; a scope's folder lies within that of the user and goes with its daemon
 */
public record Home(Path path, Optional<Scope> scope) {

    /** The shortest of the systems' limits is 104 bytes with its terminator. */
    private static final int LONGEST_SOCKET_PATH = 100;
    private static final int TRIES = 5;

    public Home {
        path = path.toAbsolutePath().normalize();
    }

    /** Of the daemon that belongs to no scope. */
    public Home(Path path) {
        this(path, Optional.empty());
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

    /** Of a scope's daemon, in the home of the one without. */
    Home of(Scope scope) {
        return new Home(scopes().resolve(scope.name()), Optional.of(scope));
    }

    /** This one and those of all scopes that have a folder, by name. */
    List<Home> withScopes() throws ClientException {
        var homes = new ArrayList<Home>(List.of(this));
        try (var folders = Files.newDirectoryStream(scopes(), Files::isDirectory)) {
            for (Path folder : folders) {
                String name = folder.getFileName().toString();
                if (Scope.isName(name)) {
                    homes.add(of(new Scope(name)));
                }
            }
        } catch (NoSuchFileException _) {
            // There has never been a scope.
        } catch (IOException e) {
            throw new ClientException(ExitCode.DAEMON_GONE, "cannot look into " + scopes() + ": " + ClientException.reason(e), e);
        }
        homes.subList(1, homes.size()).sort((one, other) -> one.name().compareTo(other.name()));
        return homes;
    }

    private Path scopes() {
        return path.resolve("scopes");
    }

    /** The scope's, or a dash. */
    String name() {
        return scope.isPresent() ? scope.get().name() : Scope.NONE;
    }

    /** As members {@code scope}, null if it is none's, and {@code home}. */
    void writeTo(JsonGenerator json) throws IOException {
        if (scope.isPresent()) {
            json.writeStringField("scope", scope.get().name());
        } else {
            json.writeNullField("scope");
        }
        json.writeStringField("home", path.toString());
    }

    public Path socket() throws ClientException {
        Path socket = path.resolve("bourdon.sock");
        int length = socket.toString().getBytes(StandardCharsets.UTF_8).length;
        if (length > LONGEST_SOCKET_PATH) {
            throw new ClientException(ExitCode.DAEMON_GONE, "the socket path " + socket + " has " + length + " bytes; the system takes at most "
                    + LONGEST_SOCKET_PATH + "; set BOURDON_HOME to a shorter folder" + (scope.isPresent() ? " or take a shorter name for the scope" : ""));
        }
        return socket;
    }

    Path pidFile() {
        return path.resolve("bourdon.pid");
    }

    /** Held by the daemon as long as it lives. */
    Path lock() {
        return path.resolve("bourdon.lock");
    }

    Path startLock() {
        return path.resolve("start.lock");
    }

    public Path startLog() {
        return path.resolve("log/start.log");
    }

    Path log() {
        return path.resolve("log/bourdon.log");
    }

    /** The user's; the ones that come with the distribution lie there. */
    public Path voices() {
        return path.resolve("voices");
    }

    public Path cache() {
        return path.resolve("cache");
    }

    /** Makes the folder and those in it that are needed before a daemon runs; nobody else may look into it. */
    public void create() throws ClientException {
        for (int left = TRIES; left > 0; left--) {
            try {
                makeFolders();
                return;
            } catch (IOException e) {
                // A daemon that leaves may be taking the folder of its scope away under us.
                if (left == 1 || !(e instanceof NoSuchFileException)) {
                    throw new ClientException(ExitCode.DAEMON_GONE,
                            "cannot make the runtime folder " + path + ": " + ClientException.reason(e) + "; set BOURDON_HOME to a folder that can be written",
                            e);
                }
            }
        }
    }

    private void makeFolders() throws IOException {
        if (!Files.isDirectory(path)) {
            // A scope's folder lies within the user's home, which nobody else may look into either.
            Path open = scope.isPresent() ? path.getParent().getParent().getParent() : path.getParent();
            if (open != null) {
                Files.createDirectories(open);
            }
            Files.createDirectories(path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        }
        Files.createDirectories(path.resolve("log"));
    }
}
