package org.bourdon.itest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A runtime folder of its own, under a path short enough for a socket. */
public record Home(Path folder) implements AutoCloseable {

    /** One in which every sentence is computed, however often it has been spoken before: it is the engine that is watched. */
    public static Home fresh() throws IOException {
        Home home = asShipped();
        Files.writeString(Files.createDirectory(home.folder.resolve("etc")).resolve("cache.json"), "{\"memory.megabytes\": 0}");
        return home;
    }

    /** One without any settings. */
    public static Home asShipped() throws IOException {
        return new Home(Files.createTempDirectory(Path.of("/tmp"), "bd",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))).toRealPath());
    }

    public Path socket() {
        return folder.resolve("bourdon.sock");
    }

    public Path pidFile() {
        return folder.resolve("bourdon.pid");
    }

    public Path voices() {
        return folder.resolve("voices");
    }

    /** Everything that the daemon wrote down, the JVM's own output first. */
    public String log() {
        StringBuilder all = new StringBuilder();
        for (String name : List.of("log/start.log", "log/bourdon.log")) {
            Path file = folder.resolve(name);
            if (Files.exists(file)) {
                try {
                    all.append("--- ").append(name).append('\n').append(Files.readString(file)).append('\n');
                } catch (IOException e) {
                    all.append("--- ").append(name).append(" cannot be read: ").append(e).append('\n');
                }
            }
        }
        return all.toString();
    }

    /** Removes the folder with all that is in it. */
    @Override
    public void close() throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }
}
