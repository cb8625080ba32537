package org.bourdon.client;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;

/** One line on the terminal that is written over again and gone in the end; nothing where there is no terminal. */
public final class Progress {

    private static final Duration QUIET = Duration.ofMillis(700);
    private static final Duration BETWEEN = Duration.ofMillis(100);

    private final PrintStream err;
    private final boolean visible;
    private final long start = System.nanoTime();
    private Deadline next = Deadline.in(QUIET);
    private boolean shown;
    private int sentence;

    public Progress(PrintStream err, boolean visible) {
        this.err = err;
        this.visible = visible;
    }

    void sentence(int index) {
        sentence = index + 1;
    }

    void soundUpTo(long samples, int sampleRate) {
        if (visible && next.passed()) {
            next = Deadline.in(BETWEEN);
            double seconds = (double) samples / sampleRate;
            double elapsed = (System.nanoTime() - start) / 1e9;
            show(String.format(Locale.ROOT, "sentence %d · %.1f s of speech · %.1f × real time", sentence, seconds, seconds / elapsed));
        }
    }

    public void show(String line) {
        if (visible) {
            err.print("\r\033[K" + line);
            err.flush();
            shown = true;
        }
    }

    public void clear() {
        if (shown) {
            err.print("\r\033[K");
            err.flush();
            shown = false;
        }
    }
}
