package org.bourdon.client.catalogue;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import org.bourdon.client.Interruption;

/**
 * The user's voices, and those that came with the distribution.
 * <p>
 * A voice comes and goes as a folder in one step. What is under way lies one level deeper than the daemon looks.
 */
final class VoicesFolder {

    private static final String WORKSHOP = ".bourdon-";
    private static final String NEW = "new";
    private static final String OLD = "old-";
    private static final int DEPTH = 2;

    private final Path user;
    private final Path shipped;
    private final Interruption interruption;

    VoicesFolder(Path user, Path shipped, Interruption interruption) {
        this.user = user;
        this.shipped = shipped;
        this.interruption = interruption;
    }

    Path path() {
        return user;
    }

    /** The user's first: they win a name. */
    List<InstalledVoice> all() throws IOException {
        var voices = new ArrayList<InstalledVoice>(in(user, false));
        in(shipped, true).stream().filter(voice -> voices.stream().noneMatch(other -> other.name().equals(voice.name()))).forEach(voices::add);
        return voices;
    }

    Optional<InstalledVoice> find(String name) throws IOException {
        return all().stream().filter(voice -> voice.name().equals(name)).findFirst();
    }

    private static List<InstalledVoice> in(Path folder, boolean shipped) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        List<Path> sideFiles;
        try (Stream<Path> files = Files.find(folder, DEPTH, (file, attributes) -> attributes.isRegularFile() && SideFile.isSideFile(file)
                && !folder.relativize(file).toString().startsWith("."))) {
            sideFiles = files.sorted().toList();
        }
        var voices = new ArrayList<InstalledVoice>();
        for (Path file : sideFiles) {
            Path parent = file.getParent();
            boolean own = !parent.equals(folder) && sideFiles.stream().filter(other -> other.getParent().equals(parent)).count() == 1;
            voices.add(new InstalledVoice(SideFile.nameOf(file).orElseThrow(), file, shipped, own ? Optional.of(parent) : Optional.empty()));
        }
        return voices;
    }

    /**
     * Puts a voice in its place.
     *
     * @param files which are moved, or copied where they shall stay
     * @return its folder
     * @throws FileAlreadyExistsException when it is there already and is not to be replaced
     */
    Path install(String name, List<Path> files, boolean stay, boolean replace) throws IOException {
        recover();
        Path place = user.resolve(name);
        Path workshop = workshop();
        try {
            Path fresh = Files.createDirectory(workshop.resolve(NEW));
            for (Path file : files) {
                put(file, fresh.resolve(file.getFileName()), stay);
            }
            sync(fresh);
            Optional<InstalledVoice> before = in(user, false).stream().filter(voice -> voice.name().equals(name)).findFirst();
            boolean taken = Files.exists(place);
            if ((before.isPresent() || taken) && !replace) {
                throw new FileAlreadyExistsException(place.toString());
            }
            if (taken) {
                swap(place, fresh, workshop.resolve(OLD + name));
            } else {
                Files.move(fresh, place, StandardCopyOption.ATOMIC_MOVE);
            }
            sync(user);
            if (before.isPresent() && !before.get().sideFile().getParent().equals(place)) {
                takeAway(before.get(), workshop);
            }
            return place;
        } finally {
            delete(workshop);
        }
    }

    private static void swap(Path place, Path fresh, Path old) throws IOException {
        Files.move(place, old, StandardCopyOption.ATOMIC_MOVE);
        try {
            Files.move(fresh, place, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            Files.move(old, place, StandardCopyOption.ATOMIC_MOVE);
            throw e;
        }
    }

    /** Takes a voice away in one step, then deletes it. */
    void remove(InstalledVoice voice) throws IOException {
        recover();
        Path workshop = workshop();
        try {
            takeAway(voice, workshop);
            sync(user);
        } finally {
            delete(workshop);
        }
    }

    private static void takeAway(InstalledVoice voice, Path workshop) throws IOException {
        Path gone = workshop.resolve("gone");
        if (voice.folder().isPresent()) {
            Files.move(voice.folder().get(), gone, StandardCopyOption.ATOMIC_MOVE);
            return;
        }
        Files.createDirectory(gone);
        for (Path file : voice.files()) {
            Files.move(file, gone.resolve(file.getFileName()), StandardCopyOption.ATOMIC_MOVE);
        }
    }

    private Path workshop() throws IOException {
        Path workshop = user.resolve(WORKSHOP + ProcessHandle.current().pid() + "-" + Long.toHexString(System.nanoTime()));
        Files.createDirectories(user);
        Files.createDirectory(workshop);
        interruption.undo(() -> {
            try {
                restore(workshop);
            } catch (IOException _) {
                // The next one who comes by does it.
            }
        });
        return workshop;
    }

    private static void put(Path from, Path to, boolean stay) throws IOException {
        if (stay || !moved(from, to)) {
            Files.copy(from, to);
        }
        sync(to);
    }

    /** @return whether it could be; not when the cache lies on another disk */
    private static boolean moved(Path from, Path to) throws IOException {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
            return true;
        } catch (AtomicMoveNotSupportedException _) {
            return false;
        }
    }

    /** Puts in order what was left by those who were killed. */
    void recover() throws IOException {
        if (!Files.isDirectory(user)) {
            return;
        }
        try (var left = Files.newDirectoryStream(user, WORKSHOP + "*")) {
            for (Path workshop : left) {
                if (!isAtWork(workshop.getFileName().toString())) {
                    restore(workshop);
                }
            }
        }
    }

    private static boolean isAtWork(String workshop) {
        String pid = workshop.substring(WORKSHOP.length()).replaceFirst("-.*", "");
        return !pid.matches("[0-9]{1,18}") || ProcessHandle.of(Long.parseLong(pid)).map(ProcessHandle::isAlive).orElse(false);
    }

    /** An old version whose successor did not get there goes back to its place. */
    private void restore(Path workshop) throws IOException {
        if (Files.isDirectory(workshop)) {
            try (var left = Files.newDirectoryStream(workshop, OLD + "*")) {
                for (Path old : left) {
                    Path place = user.resolve(old.getFileName().toString().substring(OLD.length()));
                    if (!Files.exists(place)) {
                        Files.move(old, place, StandardCopyOption.ATOMIC_MOVE);
                    }
                }
            } catch (NoSuchFileException | DirectoryNotEmptyException _) {
                // Another one was faster.
            }
        }
        delete(workshop);
    }

    static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.deleteIfExists(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
                if (failure instanceof NoSuchFileException) {
                    return FileVisitResult.CONTINUE;
                }
                throw failure;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path emptied, IOException failure) throws IOException {
                Files.deleteIfExists(emptied);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    private static void sync(Path place) throws IOException {
        try (var channel = FileChannel.open(place, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
