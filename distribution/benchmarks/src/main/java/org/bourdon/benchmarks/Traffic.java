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

/** Many clients, each asking again as soon as it has all of its last answer. */
final class Traffic {

    private static final Duration PATIENCE = Duration.ofSeconds(180);

    private static final Duration RUN_IN = Duration.ofSeconds(1);

    private Traffic() {
    }

    /** @param audioPerSecond seconds of sound made in a second, by all together */
    record Figures(double audioPerSecond, Samples firstAudio) {
    }

    /** What one client of a closed loop does: speaks once, which counts or not, and says how many seconds of sound it got. */
    @FunctionalInterface
    interface Turn {
        double speak(boolean counts) throws Exception;
    }

    static Figures closedLoop(Transport transport, String voice, int rateHz, int clients, Duration time) throws IOException {
        Samples firstAudio = new Samples();
        List<Transport.Line> lines = new ArrayList<>();
        try {
            List<Turn> turns = new ArrayList<>();
            for (int i = 0; i < clients; i++) {
                Transport.Line line = transport.connect();
                lines.add(line);
                turns.add(counts -> {
                    Transport.Heard heard = line.speak(voice, Texts.MEDIUM, Transport.Ear.DEAF);
                    if (counts) {
                        firstAudio.add(heard.firstSound());
                    }
                    return heard.seconds(rateHz);
                });
            }
            return new Figures(closedLoop(turns, time), firstAudio);
        } finally {
            for (Transport.Line line : lines) {
                line.close();
            }
        }
    }

    /** The bare engine under the same load: one engine a client. */
    static double bare(List<? extends BareEngine> engines, long[] ids, int rateHz, Duration time) {
        List<Turn> turns = new ArrayList<>();
        for (BareEngine engine : engines) {
            turns.add(_ -> (double) engine.speak(ids).samples().length / rateHz);
        }
        return closedLoop(turns, time);
    }

    /**
     * Counts from when they have run in: that all of them asked at the same moment is the benchmark's doing and not what is asked here. What
     * ends within the time counts: at its beginning some of that was done, at its end as much is under way, however many wait.
     */
    private static double closedLoop(List<Turn> turns, Duration time) {
        long begin = System.nanoTime() + RUN_IN.toNanos();
        long end = begin + time.toNanos();
        List<Callable<Double>> clients = new ArrayList<>();
        for (Turn turn : turns) {
            clients.add(() -> {
                double sum = 0;
                for (long now = System.nanoTime(); now < end; ) {
                    double seconds = turn.speak(now >= begin);
                    now = System.nanoTime();
                    sum += now >= begin && now < end ? seconds : 0;
                }
                return sum;
            });
        }
        return atOnce(clients, time.plus(PATIENCE)).stream().mapToDouble(one -> one).sum() / (time.toNanos() / 1e9);
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
