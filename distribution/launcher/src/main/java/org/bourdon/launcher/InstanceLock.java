package org.bourdon.launcher;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;

/**
 * One daemon a runtime folder: a lock of the operating system, which no crash leaves behind. The file itself means nothing; it stays, or
 * goes with its folder.
 */
final class InstanceLock implements AutoCloseable {

    private final FileChannel channel;
    private final FileLock lock;

    private InstanceLock(FileChannel channel, FileLock lock) {
        this.channel = channel;
        this.lock = lock;
    }

    /** Empty when another process, or another daemon in this one, holds it, or has just taken it away with its folder. */
    static Optional<InstanceLock> acquire(Path file) throws IOException {
        create(file);
        Optional<Object> before = identity(file);
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            FileLock lock = channel.tryLock();
            // A folder that goes takes its lock file along: a lock on that one would exclude nobody.
            if (lock != null && before.isPresent() && before.equals(identity(file))) {
                return Optional.of(new InstanceLock(channel, lock));
            }
        } catch (OverlappingFileLockException held) {
            channel.close();
            return Optional.empty();
        } catch (IOException e) {
            channel.close();
            throw e;
        }
        channel.close();
        return Optional.empty();
    }

    private static void create(Path file) throws IOException {
        try {
            Files.createFile(file);
        } catch (FileAlreadyExistsException _) {
            // As after every start but the first.
        }
    }

    /**
     * Which file lies there. Asked of the path and never by opening it: closing any descriptor of a file gives up all of the process's
     * locks on it.
     */
    private static Optional<Object> identity(Path file) throws IOException {
        try {
            return Optional.ofNullable(Files.readAttributes(file, BasicFileAttributes.class).fileKey());
        } catch (NoSuchFileException gone) {
            return Optional.empty();
        }
    }

    @Override
    public void close() throws IOException {
        try (channel) {
            lock.release();
        }
    }
}
