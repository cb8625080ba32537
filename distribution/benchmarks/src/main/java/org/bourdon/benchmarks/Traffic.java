package org.bourdon.benchmarks;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.LongAdder;

/** Many clients, each asking again as soon as it has all of its last answer. */
final class Traffic {

    private static final Duration PATIENCE = Duration.ofSeconds(180);

    private static final Duration RUN_IN = Duration.ofSeconds(1);

    private Traffic() {
    }

    /** @param audioPerSecond seconds of sound made in a second, by all together */
    record Figures(double audioPerSecond, Samples firstAudio) {
    }

    /** What one client of a closed loop does again and again: speaks, and tells the window of the sound. */
    @FunctionalInterface
    private interface Turn {
        void speak(Window window) throws Exception;
    }

    /**
     * The time that counts, from when all have run in: that they asked at the same moment is the benchmark's doing and not what is asked here.
     * Sound counts that comes within it, so that it does not matter what is under way at its beginning and at its end.
     */
    private static final class Window {

        private final long begin = System.nanoTime() + RUN_IN.toNanos();
        private final long end;
        private final LongAdder bytes = new LongAdder();

        Window(Duration time) {
            end = begin + time.toNanos();
        }

        boolean isOver() {
            return System.nanoTime() - end >= 0;
        }

        boolean isOpen() {
            return System.nanoTime() - begin >= 0 && !isOver();
        }

        void hear(long sound) {
            if (isOpen()) {
                bytes.add(sound);
            }
        }

        double secondsOfSoundASecond(int rateHz) {
            return bytes.sum() / (double) (Short.BYTES * rateHz) / ((end - begin) / 1e9);
        }
    }

    static Figures closedLoop(Transport transport, String voice, String text, int rateHz, int clients, Duration time) throws IOException {
        Samples firstAudio = new Samples();
        List<Transport.Line> lines = new ArrayList<>();
        try {
            List<Turn> turns = new ArrayList<>();
            for (int i = 0; i < clients; i++) {
                Transport.Line line = transport.connect();
                lines.add(line);
                turns.add(window -> {
                    boolean counts = window.isOpen();
                    Transport.Heard heard = line.speak(voice, text, piece -> window.hear(piece.remaining()));
                    if (counts) {
                        firstAudio.add(heard.firstSound());
                    }
                });
            }
            return new Figures(closedLoop(turns, time).secondsOfSoundASecond(rateHz), firstAudio);
        } finally {
            for (Transport.Line line : lines) {
                line.close();
            }
        }
    }

    /** The bare engine under the same load: one engine a client. Its sound counts as if it had gone out as 16-bit integers. */
    static double bare(List<? extends BareEngine> engines, long[] ids, int rateHz, Duration time) {
        List<Turn> turns = new ArrayList<>();
        for (BareEngine engine : engines) {
            turns.add(window -> window.hear((long) Short.BYTES * engine.speak(ids).samples().length));
        }
        return closedLoop(turns, time).secondsOfSoundASecond(rateHz);
    }

    private static Window closedLoop(List<Turn> turns, Duration time) {
        Window window = new Window(time);
        List<Callable<Boolean>> clients = new ArrayList<>();
        for (Turn turn : turns) {
            clients.add(() -> {
                while (!window.isOver()) {
                    turn.speak(window);
                }
                return true;
            });
        }
        atOnce(clients, time.plus(PATIENCE));
        return window;
    }

    /** Each on a thread of its own. */
    static <T> List<T> atOnce(List<Callable<T>> clients, Duration patience) {
        long deadline = System.nanoTime() + patience.toNanos();
        try (ExecutorService threads = Executors.newFixedThreadPool(clients.size())) {
            List<Future<T>> all = new ArrayList<>();
            clients.forEach(client -> all.add(threads.submit(client)));
            List<T> results = new ArrayList<>();
            for (Future<T> one : all) {
                results.add(one.get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS));
            }
            return results;
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("a client failed under load", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
