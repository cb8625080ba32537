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

    private Saturation() {
    }

    /**
     * Seconds of sound, medians over the rounds.
     *
     * @param bare        a second, of two bare sessions
     * @param daemon      a second, of the daemon
     * @param ratio       of the daemon's to the bare ones', round by round
     * @param ratioOfWork the same for a second of processor time, which other programs on the machine do not take: the daemon's alone
     * @param ratioWithClients the same, with what the clients used
     */
    record Figures(double bare, double daemon, double ratio, double ratioOfWork, double ratioWithClients) {
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

    static Figures measure(Daemon daemon, String voice, Opener opener, long[] ids, int rateHz, int rounds, Duration time) throws IOException, OrtException {
        double[] bare = new double[rounds];
        double[] lanes = new double[rounds];
        double[] ratios = new double[rounds];
        double[] ofWork = new double[rounds];
        double[] withClients = new double[rounds];
        ProcessHandle here = ProcessHandle.current();
        try (BareEngine one = opener.open(); BareEngine two = opener.open()) {
            Traffic.bare(List.of(one, two), ids, rateHz, time);
            Transport transport = new UnixTransport(daemon.home().socket());
            Traffic.closedLoop(transport, voice, rateHz, CLIENTS, time);
            for (int round = 0; round < rounds; round++) {
                double begin = processorSeconds(here);
                bare[round] = Traffic.bare(List.of(one, two), ids, rateHz, time);
                double between = processorSeconds(here);
                double daemonBegin = processorSeconds(daemon.process().toHandle());
                lanes[round] = Traffic.closedLoop(transport, voice, rateHz, CLIENTS, time).audioPerSecond();
                double daemonWork = processorSeconds(daemon.process().toHandle()) - daemonBegin;
                double clientWork = processorSeconds(here) - between;
                ratios[round] = lanes[round] / bare[round];
                ofWork[round] = ratios[round] * (between - begin) / daemonWork;
                withClients[round] = ratios[round] * (between - begin) / (daemonWork + clientWork);
            }
        }
        return new Figures(median(bare), median(lanes), median(ratios), median(ofWork), median(withClients));
    }

    private static double processorSeconds(ProcessHandle process) {
        return process.info().totalCpuDuration().orElse(Duration.ZERO).toNanos() / 1e9;
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}
