package org.bourdon.client.sound;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

import org.bourdon.client.ClientException;
import org.bourdon.client.ExitCode;

/** A file that is there whole or not at all: written beside its place, then moved into it. */
public final class FileOutput implements SoundOutput {

    private final Path target;
    private final Path unfinished;
    private final FileChannel channel;
    private final FileFormat format;
    private final long mostBytes;
    private int sampleRate;
    private long bytes;
    private long headBytes;
    private boolean closed;

    private FileOutput(Path target, Path unfinished, FileChannel channel, FileFormat format, long mostBytes) {
        this.target = target;
        this.unfinished = unfinished;
        this.channel = channel;
        this.format = format;
        this.mostBytes = mostBytes;
    }

    /** Claims the place, so that a folder that is missing or cannot be written is known before any work is done. */
    public static FileOutput at(Path target, FileFormat format) throws ClientException {
        return at(target, format, format.withHeader() ? Wav.MOST_DATA_BYTES : Long.MAX_VALUE);
    }

    public static FileOutput at(Path target, FileFormat format, long mostBytes) throws ClientException {
        Path folder = target.toAbsolutePath().getParent();
        if (folder == null || Files.isDirectory(target)) {
            throw new ClientException(ExitCode.OUTPUT, "cannot write " + target + ": it is a folder");
        }
        if (!Files.isDirectory(folder)) {
            throw new ClientException(ExitCode.OUTPUT, "cannot write " + target + ": there is no folder " + folder);
        }
        if (Files.exists(target) && !Files.isWritable(target)) {
            throw new ClientException(ExitCode.OUTPUT, "cannot write " + target + ": permission denied");
        }
        try {
            // What is replaced is the file that a link leads to, not the link.
            Path place = Files.exists(target) ? target.toRealPath() : target.toAbsolutePath();
            Path unfinished = place.resolveSibling("." + place.getFileName() + "." + ProcessHandle.current().pid() + "-" + Long.toHexString(System.nanoTime()) + ".tmp");
            var channel = FileChannel.open(unfinished, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
            return new FileOutput(place, unfinished, channel, format, mostBytes);
        } catch (IOException e) {
            throw new ClientException(ExitCode.OUTPUT, "cannot write " + target + ": " + ClientException.reason(e), e);
        }
    }

    @Override
    public synchronized void begin(int sampleRate) throws ClientException {
        this.sampleRate = sampleRate;
        if (format.withHeader()) {
            put(Wav.headerOfUnknownLength(sampleRate));
        }
    }

    @Override
    public synchronized void write(ByteBuffer pcm) throws ClientException {
        bytes += pcm.remaining();
        if (bytes > mostBytes) {
            throw new ClientException(ExitCode.OUTPUT, "cannot write " + target + ": the speech is longer than a WAV file can hold (4 GiB); use --format flac or pcm");
        }
        put(pcm);
    }

    @Override
    public synchronized void head(ByteBuffer part) throws ClientException {
        try {
            while (part.hasRemaining()) {
                headBytes += channel.write(part, headBytes);
            }
        } catch (IOException e) {
            throw failed(e);
        }
    }

    @Override
    public synchronized void finish() throws ClientException {
        if (closed) {
            return;
        }
        try {
            if (format.withHeader()) {
                channel.write(Wav.header(sampleRate, bytes), 0);
            }
            channel.close();
            move();
            closed = true;
        } catch (IOException e) {
            throw failed(e);
        }
    }

    private void move() throws IOException {
        try {
            Files.move(unfinished, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException _) {
            Files.move(unfinished, target, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    @Override
    public synchronized void abandon() {
        if (closed) {
            return;
        }
        closed = true;
        try (channel) {
            Files.deleteIfExists(unfinished);
        } catch (IOException e) {
            throw new UncheckedIOException("removing " + unfinished, e);
        }
    }

    private void put(ByteBuffer data) throws ClientException {
        try {
            while (data.hasRemaining()) {
                channel.write(data);
            }
        } catch (IOException e) {
            throw failed(e);
        }
    }

    private ClientException failed(IOException e) {
        return new ClientException(ExitCode.OUTPUT, "cannot write " + target + ": " + ClientException.reason(e), e);
    }
}
