package org.bourdon.client.catalogue;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import org.bourdon.client.ClientException;
import org.bourdon.client.ExitCode;
import org.bourdon.client.StartLock;

/** Where the files of one voice arrive; for one command at a time. */
final class DownloadFolder implements AutoCloseable {

    /** What nobody has gone on with for so long is thrown away by the next who comes by. */
    private static final Duration KEPT = Duration.ofDays(7);
    private static final Duration SURELY_IDLE = Duration.ofMinutes(10);
    private static final int MOST_KEPT = 4;
    private static final String LOCK = ".lock";
    private static final int TRIES = 5;

    private final Path path;
    private final Path lockFile;
    private final StartLock lock;

    private DownloadFolder(Path path, Path lockFile, StartLock lock) {
        this.path = path;
        this.lockFile = lockFile;
        this.lock = lock;
    }

    /**
     * @param downloads which is there
     * @throws ClientException DAEMON_FAILED when another one is bringing the same voice
     */
    static DownloadFolder take(Path downloads, String voice) throws IOException, ClientException {
        Path lockFile = downloads.resolve(voice + LOCK);
        for (int left = TRIES; left > 0; left--) {
            Optional<StartLock> lock = StartLock.open(lockFile);
            if (lock.isEmpty()) {
                continue;
            }
            if (!lock.get().take()) {
                lock.get().close();
                break;
            }
            if (lock.get().isInPlace()) {
                var folder = new DownloadFolder(downloads.resolve(voice), lockFile, lock.get());
                folder.tidy(downloads);
                Files.createDirectories(folder.path);
                return folder;
            }
            lock.get().close();
        }
        throw new ClientException(ExitCode.DAEMON_FAILED, "another 'bourdon voice add' is bringing " + voice + " at this moment");
    }

    Path path() {
        return path;
    }

    boolean holdsParts() throws IOException {
        try (Stream<Path> files = Files.list(path)) {
            return files.anyMatch(file -> file.toString().endsWith(".part"));
        }
    }

    void clear() throws IOException {
        VoicesFolder.delete(path);
    }

    /** Bounded: of what was cut off, only the latest few stay, and not for ever. */
    private void tidy(Path downloads) throws IOException {
        record Other(Path folder, Instant touched) {
        }
        var others = new ArrayList<Other>();
        try (var folders = Files.newDirectoryStream(downloads, Files::isDirectory)) {
            for (Path folder : folders) {
                if (!folder.equals(path)) {
                    others.add(new Other(folder, touched(folder)));
                }
            }
        }
        others.sort(Comparator.comparing(Other::touched).reversed());
        Instant now = Instant.now();
        for (int i = 0; i < others.size(); i++) {
            Duration idle = Duration.between(others.get(i).touched(), now);
            if (idle.compareTo(KEPT) > 0 || i >= MOST_KEPT && idle.compareTo(SURELY_IDLE) > 0) {
                VoicesFolder.delete(others.get(i).folder());
            }
        }
    }

    private static Instant touched(Path folder) throws IOException {
        Instant latest = Files.getLastModifiedTime(folder).toInstant();
        List<Path> files;
        try (Stream<Path> within = Files.list(folder)) {
            files = within.toList();
        }
        for (Path file : files) {
            Instant time = file.toFile().lastModified() == 0 ? Instant.EPOCH : Instant.ofEpochMilli(file.toFile().lastModified());
            latest = time.isAfter(latest) ? time : latest;
        }
        return latest;
    }

    @Override
    public void close() throws IOException {
        try {
            Files.deleteIfExists(path);
        } catch (DirectoryNotEmptyException _) {
            // What has come so far waits for the next try.
        }
        Files.deleteIfExists(lockFile);
        lock.close();
    }
}
