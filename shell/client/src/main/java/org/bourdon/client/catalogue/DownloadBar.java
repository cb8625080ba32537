package org.bourdon.client.catalogue;

import java.time.Duration;
import java.util.Locale;

import org.bourdon.client.Deadline;
import org.bourdon.client.Progress;
import org.bourdon.client.Words;

/** The line on the terminal while files come. */
final class DownloadBar implements AutoCloseable {

    private static final int CELLS = 20;
    private static final Duration BETWEEN = Duration.ofMillis(100);
    private static final Duration UNTIL_RATED = Duration.ofMillis(500);

    private final Progress progress;
    private final long totalBytes;
    private final long start = System.nanoTime();
    private Deadline next = Deadline.in(BETWEEN);
    private long doneBytes;
    private long firstBytes = -1;

    /** @param totalBytes of all files together; 0 where nobody knows */
    DownloadBar(Progress progress, long totalBytes) {
        this.progress = progress;
        this.totalBytes = totalBytes;
    }

    /** A file is there, and the next begins. */
    void done(long bytes) {
        doneBytes += bytes;
    }

    /** @param bytes of the file that is coming */
    void at(long bytes) {
        // What was there before must not make the network look fast.
        firstBytes = firstBytes < 0 ? doneBytes + bytes : firstBytes;
        if (next.passed()) {
            next = Deadline.in(BETWEEN);
            progress.show(line(doneBytes + bytes, Duration.ofNanos(System.nanoTime() - start)));
        }
    }

    String line(long bytes, Duration elapsed) {
        var line = new StringBuilder();
        if (totalBytes > 0) {
            double share = Math.min(1, (double) bytes / totalBytes);
            int full = (int) (share * CELLS);
            line.append('[').append("#".repeat(full)).append("·".repeat(CELLS - full)).append(']')
                    .append(String.format(Locale.ROOT, " %d %% · %s of %s", (int) (share * 100), Sizes.of(bytes), Sizes.of(totalBytes)));
        } else {
            line.append(Sizes.of(bytes));
        }
        if (elapsed.compareTo(UNTIL_RATED) > 0 && bytes > firstBytes) {
            double rate = (bytes - Math.max(0, firstBytes)) / (elapsed.toNanos() / 1e9);
            line.append(" · ").append(Sizes.of((long) rate)).append("/s");
            if (totalBytes > bytes) {
                line.append(" · ").append(Words.time(Duration.ofSeconds(Math.max(1, (long) ((totalBytes - bytes) / rate))))).append(" left");
            }
        }
        return line.toString();
    }

    @Override
    public void close() {
        progress.clear();
    }
}
