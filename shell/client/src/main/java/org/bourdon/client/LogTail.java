package org.bourdon.client;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads a log that is written meanwhile, across the moments when its file becomes {@code name.1} and a new one begins. */
final class LogTail implements AutoCloseable {

    private static final int MOST_BYTES_AT_ONCE = 1 << 16;
    private static final int LONGEST_LINE = 1 << 20;

    private final Path file;
    private final ByteArrayOutputStream unfinished = new ByteArrayOutputStream();
    private Optional<FileChannel> channel = Optional.empty();
    private Optional<Object> identity = Optional.empty();

    LogTail(Path file) {
        this.file = file;
    }

    /** The last lines, at most so many, of this file and of those before it. What comes after them is left to {@link #more}. */
    List<String> last(int count) throws IOException {
        List<String> lines = new ArrayList<>();
        open();
        if (channel.isPresent()) {
            lines.addAll(readWhole());
        }
        for (int n = 1; lines.size() < count; n++) {
            Path older = file.resolveSibling(file.getFileName() + "." + n);
            if (!Files.isRegularFile(older)) {
                break;
            }
            lines.addAll(0, Files.readString(older).lines().toList());
        }
        return lines.subList(Math.max(0, lines.size() - count), lines.size());
    }

    private List<String> readWhole() throws IOException {
        var lines = new ArrayList<String>();
        for (List<String> some = read(); !some.isEmpty(); some = read()) {
            lines.addAll(some);
        }
        return lines;
    }

    /** What has been written since; empty when there is nothing yet. */
    List<String> more() throws IOException {
        List<String> lines = channel.isPresent() ? read() : List.of();
        if (lines.isEmpty() && isReplaced()) {
            // Whatever was written before the new file began is read now, and what comes is in the new one.
            lines = channel.isPresent() ? readWhole() : List.of();
            close();
            open();
        }
        return lines;
    }

    private boolean isReplaced() throws IOException {
        Optional<Object> now = identity();
        if (now.isEmpty()) {
            return false;
        }
        return channel.isEmpty() || !now.equals(identity) || channel.get().size() < channel.get().position();
    }

    private void open() throws IOException {
        try {
            // Asked first: if the file is replaced in between, that shows at the next look.
            identity = identity();
            channel = Optional.of(FileChannel.open(file));
        } catch (NoSuchFileException _) {
            channel = Optional.empty();
        }
    }

    private Optional<Object> identity() throws IOException {
        try {
            return Optional.ofNullable(Files.readAttributes(file, BasicFileAttributes.class).fileKey());
        } catch (NoSuchFileException _) {
            return Optional.empty();
        }
    }

    /** Whole lines only; the rest waits for its end. */
    private List<String> read() throws IOException {
        var lines = new ArrayList<String>();
        var bytes = ByteBuffer.allocate(MOST_BYTES_AT_ONCE);
        while (lines.isEmpty() && channel.orElseThrow().read(bytes.clear()) > 0) {
            bytes.flip();
            while (bytes.hasRemaining()) {
                byte next = bytes.get();
                if (next == '\n' || unfinished.size() == LONGEST_LINE) {
                    lines.add(unfinished.toString(StandardCharsets.UTF_8));
                    unfinished.reset();
                }
                if (next != '\n') {
                    unfinished.write(next);
                }
            }
        }
        return lines;
    }

    @Override
    public void close() throws IOException {
        if (channel.isPresent()) {
            channel.get().close();
        }
    }
}
