package org.bourdon.benchmarks;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

import ai.onnxruntime.OrtException;
import com.fasterxml.jackson.databind.JsonNode;
import org.bourdon.itest.NativeClient;
import org.bourdon.itest.NativeError;

/**
 * Text in, first sound out, nobody else there: the daemon between two bare engines, ten times each in turn. Noise hits all three, and each
 * finds the processor's caches as its own last round has left them.
 */
final class Latency {

    private static final double SECOND = 1000;
    private static final int IN_A_ROW = 10;

    private final BareEngine oneGraph;
    private final BareEngine twoGraphs;
    private final NativeClient client;
    private final Listener listener;
    private final PhonemeIds ids;
    private final int rateHz;

    Latency(BareEngine oneGraph, BareEngine twoGraphs, NativeClient client, Listener listener, PhonemeIds ids, int rateHz) {
        this.oneGraph = oneGraph;
        this.twoGraphs = twoGraphs;
        this.client = client;
        this.listener = listener;
        this.ids = ids;
        this.rateHz = rateHz;
    }

    /**
     * Figures in milliseconds, but for the real-time factors.
     *
     * @param whole    the one-graph engine's first sound, which is its first sentence's whole
     * @param step     the two-graph engine's first sound
     * @param daemon   the request's last byte written to the first audio byte read
     * @param leadBare until the first sample over 2 % of the peak
     */
    record Figures(Samples whole, Samples step, Samples daemon, Samples factorWhole, Samples factorSteps, Samples factorDaemon,
                   Samples leadBare, Samples leadDaemon) {
    }

    /** @param quiet before each; without it a bare engine finds its caches hotter than any request of a client's can */
    Figures measure(String text, int warmUp, int rounds, Duration quiet) throws IOException, NativeError, OrtException {
        List<long[]> sentences = new ArrayList<>();
        for (JsonNode sentence : client.pronounce(text)) {
            sentences.add(ids.of(sentence.path("phonemes").asText()));
        }
        Figures figures = new Figures(new Samples(), new Samples(), new Samples(), new Samples(), new Samples(), new Samples(), new Samples(), new Samples());
        Figures discarded = new Figures(new Samples(), new Samples(), new Samples(), new Samples(), new Samples(), new Samples(), new Samples(), new Samples());
        for (int block = -Math.ceilDiv(warmUp, IN_A_ROW); block < Math.ceilDiv(rounds, IN_A_ROW); block++) {
            Figures to = block < 0 ? discarded : figures;
            for (int i = 0; i < IN_A_ROW; i++) {
                LockSupport.parkNanos(quiet.toNanos());
                bare(oneGraph, sentences, to.whole(), to.factorWhole(), to.leadBare());
            }
            for (int i = 0; i < IN_A_ROW; i++) {
                LockSupport.parkNanos(quiet.toNanos());
                daemon(text, to);
            }
            for (int i = 0; i < IN_A_ROW; i++) {
                LockSupport.parkNanos(quiet.toNanos());
                bare(twoGraphs, sentences, to.step(), to.factorSteps(), new Samples());
            }
        }
        return figures;
    }

    private void bare(BareEngine engine, List<long[]> sentences, Samples first, Samples factor, Samples lead) throws OrtException {
        double all = 0;
        long samples = 0;
        for (int i = 0; i < sentences.size(); i++) {
            BareEngine.Run run = engine.speak(sentences.get(i));
            if (i == 0) {
                first.add(run.firstSound());
                lead.add(lead(run.samples()));
            }
            all += run.all();
            samples += run.samples().length;
        }
        factor.add(all / (SECOND * samples / rateHz));
    }

    private void daemon(String text, Figures to) throws IOException {
        Listener.Heard heard = listener.say(text);
        to.daemon().add(heard.firstSound());
        to.factorDaemon().add(heard.all() / (SECOND * heard.samples().length / rateHz));
        to.leadDaemon().add(lead(heard.samples()));
    }

    private double lead(float[] samples) {
        float peak = 0;
        for (float sample : samples) {
            peak = Math.max(peak, Math.abs(sample));
        }
        int at = 0;
        while (at < samples.length && Math.abs(samples[at]) <= 0.02f * peak) {
            at++;
        }
        return SECOND * at / rateHz;
    }
}
