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

import org.bourdon.itest.Daemon;
import org.bourdon.itest.NativeClient;
import org.bourdon.itest.NativeError;
import org.bourdon.itest.SpeakRequest;
import org.bourdon.itest.Speech;
import org.bourdon.itest.Spoken;

/** Many clients, each asking again as soon as it has all of its last answer. */
final class Traffic {

    private static final Duration PATIENCE = Duration.ofSeconds(180);

    private Traffic() {
    }

    /** @param audioPerSecond seconds of sound made in a second, by all together */
    record Figures(double audioPerSecond, Samples firstAudio) {
    }

    /** What one client of a closed loop does: speaks once and says how many seconds of sound it got. */
    @FunctionalInterface
    interface Turn {
        double speak() throws Exception;
    }

    static Figures overSocket(Daemon daemon, String voice, int clients, Duration time) throws IOException {
        Samples firstAudio = new Samples();
        List<NativeClient> connections = new ArrayList<>();
        try {
            List<Turn> turns = new ArrayList<>();
            for (int i = 0; i < clients; i++) {
                NativeClient client = daemon.connect("c" + i + "-");
                connections.add(client);
                turns.add(() -> {
                    Spoken spoken = client.say(SpeakRequest.of(Texts.MEDIUM).voice(voice), PATIENCE);
                    firstAudio.add(spoken.toFirstAudio().orElseThrow().toNanos() / 1e6);
                    return spoken.seconds();
                });
            }
            return new Figures(closedLoop(turns, time), firstAudio);
        } finally {
            for (NativeClient client : connections) {
                client.close();
            }
        }
    }

    /** The bare engine under the same load: one engine a client. */
    static double bare(List<? extends BareEngine> engines, long[] ids, int rateHz, Duration time) {
        List<Turn> turns = new ArrayList<>();
        for (BareEngine engine : engines) {
            turns.add(() -> (double) engine.speak(ids).samples().length / rateHz);
        }
        return closedLoop(turns, time);
    }

    private static double closedLoop(List<Turn> turns, Duration time) {
        long end = System.nanoTime() + time.toNanos();
        long begin = System.nanoTime();
        double seconds = 0;
        try (ExecutorService threads = Executors.newFixedThreadPool(turns.size())) {
            List<Future<Double>> all = new ArrayList<>();
            for (Turn turn : turns) {
                Callable<Double> client = () -> {
                    double sum = 0;
                    while (System.nanoTime() < end) {
                        sum += turn.speak();
                    }
                    return sum;
                };
                all.add(threads.submit(client));
            }
            for (Future<Double> one : all) {
                seconds += one.get(time.toSeconds() + PATIENCE.toSeconds(), TimeUnit.SECONDS);
            }
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("a client failed under load", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
        return seconds / ((System.nanoTime() - begin) / 1e9);
    }

    /** First audio of short prompts while others read long texts. */
    static Samples shortBesideLong(Daemon daemon, int longTexts, int prompts) throws IOException, NativeError {
        Samples firstAudio = new Samples();
        try (NativeClient prompter = daemon.connect("prompt")) {
            List<NativeClient> readers = new ArrayList<>();
            List<Speech> books = new ArrayList<>();
            for (int i = 0; i < longTexts; i++) {
                NativeClient reader = daemon.connect("book" + i + "-");
                readers.add(reader);
                Speech book = reader.speak(Texts.LONG.repeat(6));
                book.awaitFirstAudio(PATIENCE);
                books.add(book);
            }
            for (int i = 0; i < prompts; i++) {
                firstAudio.add(prompter.say(SpeakRequest.of(Texts.SHORT), PATIENCE).toFirstAudio().orElseThrow().toNanos() / 1e6);
            }
            for (Speech book : books) {
                if (book.hasEnded()) {
                    throw new IllegalStateException("a long text ended before the prompts did; the figures would flatter");
                }
            }
            for (NativeClient reader : readers) {
                reader.vanish();
            }
        }
        return firstAudio;
    }
}
