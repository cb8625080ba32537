package org.bourdon.engine.worker;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What an engine's processes write on their own: one file and an older one, each of limited size. A line that cannot be written is lost. */
final class ProcessLog implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(ProcessLog.class);
    private static final long MOST_BYTES = 512 * 1024;

    private final Path file;
    private FileChannel channel;
    private boolean complained;

    ProcessLog(Path file) {
        this.file = file;
    }

    synchronized void line(String line) {
        try {
            if (channel == null || !channel.isOpen()) {
                channel = open();
            }
            if (channel.size() > MOST_BYTES) {
                channel.close();
                Files.move(file, file.resolveSibling(file.getFileName() + ".1"), StandardCopyOption.REPLACE_EXISTING);
                channel = open();
            }
            ByteBuffer bytes = StandardCharsets.UTF_8.encode(line + "\n");
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        } catch (IOException e) {
            if (!complained) {
                complained = true;
                log.warn("{} cannot be written, what engine processes say is lost: {}", file, e.toString());
            }
        }
    }

    private FileChannel open() throws IOException {
        Files.createDirectories(file.getParent());
        return FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    @Override
    public synchronized void close() {
        try {
            if (channel != null) {
                channel.close();
            }
        } catch (IOException e) {
            log.warn("{} could not be closed: {}", file, e.toString());
        }
    }
}
