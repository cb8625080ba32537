package org.bourdon.benchmarks;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Clients that read long texts, each as fast as it can, until they go. */
final class Books implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final List<Transport.Line> lines = new ArrayList<>();
    private final List<Thread> readers = new ArrayList<>();
    private volatile boolean closing;
    private volatile boolean ended;

    /** Waits until each of them is heard. */
    static Books open(Transport transport, String voice, String text, int count) throws IOException, InterruptedException {
        Books books = new Books();
        CountDownLatch heard = new CountDownLatch(count);
        for (int i = 0; i < count; i++) {
            Transport.Line line = transport.connect();
            books.lines.add(line);
            books.readers.add(Thread.ofPlatform().daemon().start(() -> books.read(line, voice, text, heard)));
        }
        if (!heard.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new IllegalStateException("a long text is not heard after " + PATIENCE);
        }
        return books;
    }

    private void read(Transport.Line line, String voice, String text, CountDownLatch heard) {
        boolean[] begun = {false};
        try {
            line.speak(voice, text, piece -> {
                if (!begun[0]) {
                    begun[0] = true;
                    heard.countDown();
                }
            });
            ended = true;
        } catch (IOException e) {
            ended |= !closing;
        }
    }

    /** All readers vanish without a word. */
    @Override
    public void close() throws IOException {
        boolean tooEarly = ended;
        closing = true;
        for (Transport.Line line : lines) {
            line.close();
        }
        for (Thread reader : readers) {
            join(reader);
        }
        if (tooEarly) {
            throw new IllegalStateException("a long text ended too early; the figures would flatter");
        }
    }

    private static void join(Thread reader) {
        try {
            reader.join(PATIENCE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
