package org.bourdon.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

import ai.onnxruntime.OrtException;
import org.bourdon.itest.Daemon;
import org.bourdon.itest.Distribution;
import org.bourdon.itest.Home;

/** Two lanes with more work than they can do, beside two bare sessions that do nothing else: by turns, since the machine does other things too. */
final class Saturation {

    /** Enough that a step waits whenever a lane is free. */
    private static final int CLIENTS = 8;
    private static final Duration WARM_UP = Duration.ofSeconds(8);

    private Saturation() {
    }

    /**
     * Seconds of sound a second, medians over the rounds.
     *
     * @param ratio of the daemon's to the bare ones', round by round
     */
    record Figures(double bare, double daemon, double ratio) {
    }

    /** Opens a bare session. */
    @FunctionalInterface
    interface Opener {
        BareEngine open() throws OrtException;
    }

    /** Puts the one-graph twin of a shipped voice into a home, under a name that tells them apart. */
    static String twin(Home home, String voice) throws IOException {
        String name = voice + "-twin";
        Path twin = Distribution.twin(voice);
        Path folder = Files.createDirectories(home.voices());
        Files.copy(twin, folder.resolve(name + ".onnx"));
        Files.copy(twin.resolveSibling(voice + ".onnx.json"), folder.resolve(name + ".onnx.json"));
        return name;
    }

    /** @param sentences of the same text that a client asks for at once, as who listens to something long does */
    static Figures measure(Daemon daemon, String voice, Opener opener, long[] ids, int sentences, int rateHz, int rounds, Duration time)
            throws IOException, OrtException {
        String text = (Texts.MEDIUM + " ").repeat(sentences);
        double[] bare = new double[rounds];
        double[] lanes = new double[rounds];
        double[] ratios = new double[rounds];
        try (BareEngine one = opener.open(); BareEngine two = opener.open()) {
            Traffic.bare(List.of(one, two), ids, rateHz, time);
            Transport transport = new UnixTransport(daemon.home().socket());
            // Until everything is compiled, the clients here included, which share the processors.
            Traffic.closedLoop(transport, voice, text, rateHz, CLIENTS, WARM_UP);
            for (int round = 0; round < rounds; round++) {
                bare[round] = Traffic.bare(List.of(one, two), ids, rateHz, time);
                lanes[round] = Traffic.closedLoop(transport, voice, text, rateHz, CLIENTS, time).audioPerSecond();
                ratios[round] = lanes[round] / bare[round];
            }
        }
        return new Figures(median(bare), median(lanes), median(ratios));
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}
