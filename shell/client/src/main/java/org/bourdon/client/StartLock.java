package org.bourdon.client;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;

/**
 * Held by the one client that does a thing of which there may be one at a time, such as starting the daemon of a home.
 * <p>
 * The file can go away with the home of a scope, and a lock on a file that nobody finds any more excludes nobody.
 */
public final class StartLock implements AutoCloseable {

    private final Path file;
    private final FileChannel channel;
    private final Object identity;

    private StartLock(Path file, FileChannel channel, Object identity) {
        this.file = file;
        this.channel = channel;
        this.identity = identity;
    }

    /** Not taken yet; empty when the folder is being taken away at this moment. */
    public static Optional<StartLock> open(Path file) throws IOException {
        try {
            if (!Files.exists(file)) {
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE).close();
            }
            // Asked before it is opened: if another one takes its place in between, that shows.
            Optional<Object> identity = identity(file);
            if (identity.isPresent()) {
                return Optional.of(new StartLock(file, FileChannel.open(file, StandardOpenOption.WRITE), identity.get()));
            }
        } catch (NoSuchFileException _) {
            // Its folder is not there any more.
        }
        return Optional.empty();
    }

    /** @return whether it is ours now; let go when this is closed */
    public boolean take() throws IOException {
        try {
            FileLock lock = channel.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException _) {
            return false;
        }
    }

    /** Whether those who come now find the same file. */
    public boolean isInPlace() throws IOException {
        return identity(file).filter(identity::equals).isPresent();
    }

    private static Optional<Object> identity(Path file) throws IOException {
        try {
            return Optional.ofNullable(Files.readAttributes(file, BasicFileAttributes.class).fileKey());
        } catch (NoSuchFileException _) {
            return Optional.empty();
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException("letting go of " + file, e);
        }
    }
}
