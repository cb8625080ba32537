package org.bourdon.launcher;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.concurrent.atomic.AtomicLong;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;

/**
 * The daemon's log: one file and a few older ones, each of limited size.
 * <p>
 * A line that cannot be written is dropped and counted. When writing works again, the first line says how many are missing.
 * Logback's own file appender neither counts nor promises the first.
 */
final class LogFile extends AppenderBase<ILoggingEvent> {

    /** Longer messages are cut: one stack trace must not roll the whole history away. */
    private static final int LONGEST_LINE = 16 * 1024;

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSS").withZone(ZoneId.systemDefault());

    private final Path file;
    private final long limit;
    private final int older;
    private final AtomicLong dropped = new AtomicLong();
    private FileChannel channel;
    private long unreported;

    /**
     * @param limit bytes after which a new file begins
     * @param older how many finished files are kept, as {@code name.1} (the latest) and so on
     */
    LogFile(Path file, long limit, int older) {
        this.file = file;
        this.limit = limit;
        this.older = older;
    }

    /** Lines lost since the start. */
    long dropped() {
        return dropped.get();
    }

    @Override
    protected void append(ILoggingEvent event) {
        try {
            if (unreported > 0) {
                write(line(event, "WARN", "log", unreported + " log lines could not be written and are lost"));
                unreported = 0;
            }
            write(line(event, event.getLevel().toString(), shortName(event.getLoggerName()), message(event)));
        } catch (IOException e) {
            unreported++;
            dropped.incrementAndGet();
            abandon();
        }
    }

    @Override
    public synchronized void stop() {
        super.stop();
        abandon();
    }

    private void write(String line) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(line.getBytes(StandardCharsets.UTF_8));
        if (channel == null) {
            channel = open();
        }
        if (channel.size() > 0 && channel.size() + bytes.remaining() > limit) {
            channel.close();
            roll();
            channel = open();
        }
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    private FileChannel open() throws IOException {
        return FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND);
    }

    private void roll() throws IOException {
        for (int n = older; n > 0; n--) {
            Path from = n == 1 ? file : numbered(n - 1);
            if (Files.exists(from)) {
                Files.move(from, numbered(n), StandardCopyOption.REPLACE_EXISTING);
            }
        }
        if (older == 0) {
            Files.deleteIfExists(file);
        }
    }

    private Path numbered(int n) {
        return file.resolveSibling(file.getFileName() + "." + n);
    }

    /** An interrupted writer closes the channel under everybody, so a failure always means: open again next time. */
    private void abandon() {
        FileChannel broken = channel;
        channel = null;
        if (broken == null) {
            return;
        }
        try {
            broken.close();
        } catch (IOException alsoBroken) {
            addWarn("the log file could not be closed", alsoBroken);
        }
    }

    private static String line(ILoggingEvent event, String level, String logger, String message) {
        StringBuilder line = new StringBuilder(160);
        TIME.formatTo(Instant.ofEpochMilli(event.getTimeStamp()), line);
        line.append(' ').append(level).append(" ".repeat(6 - Math.min(5, level.length())));
        line.append('[').append(event.getThreadName()).append("] ").append(logger).append(": ").append(message);
        if (line.length() > LONGEST_LINE) {
            line.setLength(LONGEST_LINE);
            line.append(" …");
        }
        return line.append('\n').toString();
    }

    private static String message(ILoggingEvent event) {
        IThrowableProxy thrown = event.getThrowableProxy();
        return thrown == null ? event.getFormattedMessage() : event.getFormattedMessage() + "\n" + ThrowableProxyUtil.asString(thrown).stripTrailing();
    }

    private static String shortName(String logger) {
        return logger.substring(logger.lastIndexOf('.') + 1);
    }
}
