package org.bourdon.core.session;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Set;

import org.bourdon.audio.session.AudioFormat;
import org.bourdon.audio.session.AudioSink;
import org.bourdon.error.BourdonException;
import org.bourdon.error.ErrorCode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A session's sound as a WAV file of the session's own format, readable by its user alone. Its sizes are true once it is drained or closed. */
final class WavFileSink implements AudioSink {

    private static final Logger log = LoggerFactory.getLogger(WavFileSink.class);
    private static final int HEAD = 44;

    private final Path file;
    private final AudioFormat format;
    private final long mostBytes;
    private final FileChannel channel;
    private long bytes;

    WavFileSink(Path file, AudioFormat format, long mostBytes) throws IOException {
        this.file = file;
        this.format = format;
        this.mostBytes = mostBytes;
        this.channel = FileChannel.open(file, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        try {
            writeHead();
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    @Override
    public boolean keepsTime() {
        return false;
    }

    @Override
    public void write(float[] samples) throws BourdonException {
        byte[] coded = IntegerPcm.encode(samples, format.bitDepth());
        if (HEAD + bytes + coded.length > mostBytes) {
            throw new BourdonException(ErrorCode.ENGINE_FAILED, file.getFileName() + " is as long as a file may be (" + mostBytes + " bytes)");
        }
        try {
            write(ByteBuffer.wrap(coded), HEAD + bytes);
        } catch (IOException e) {
            throw failed(e);
        }
        bytes += coded.length;
    }

    @Override
    public Duration latency() {
        return Duration.ZERO;
    }

    @Override
    public void flush() {
        // All of it is in the file.
    }

    @Override
    public void drain(Duration patience) throws BourdonException {
        try {
            writeHead();
        } catch (IOException e) {
            throw failed(e);
        }
    }

    @Override
    public void close() {
        if (!channel.isOpen()) {
            return;
        }
        try (channel) {
            writeHead();
        } catch (IOException e) {
            log.warn("{} could not be completed: {}", file, e.toString());
        }
    }

    private void writeHead() throws IOException {
        long padded = bytes + (bytes & 1);
        ByteBuffer head = ByteBuffer.allocate(HEAD).order(ByteOrder.LITTLE_ENDIAN);
        head.put(ascii("RIFF")).putInt((int) (HEAD - 8 + padded)).put(ascii("WAVEfmt ")).putInt(16).putShort((short) 1)
                .putShort((short) format.channels()).putInt(format.sampleRateHz()).putInt(format.sampleRateHz() * format.bytesPerFrame())
                .putShort((short) format.bytesPerFrame()).putShort((short) format.bitDepth()).put(ascii("data")).putInt((int) bytes);
        write(head.flip(), 0);
        if (padded > bytes) {
            write(ByteBuffer.wrap(new byte[1]), HEAD + bytes);
        }
    }

    private void write(ByteBuffer from, long at) throws IOException {
        while (from.hasRemaining()) {
            at += channel.write(from, at);
        }
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private BourdonException failed(IOException cause) {
        return new BourdonException(ErrorCode.ENGINE_FAILED, file + " cannot be written: " + cause, cause);
    }
}
