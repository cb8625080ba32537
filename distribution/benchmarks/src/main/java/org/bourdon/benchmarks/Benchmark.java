package org.bourdon.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import ai.onnxruntime.OrtException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.bourdon.itest.Bourdon;
import org.bourdon.itest.Daemon;
import org.bourdon.itest.Distribution;
import org.bourdon.itest.Home;
import org.bourdon.itest.NativeClient;
import org.bourdon.itest.NativeError;

/** Measures an assembled distribution against the bare engine and prints a table. Arguments: {@code [--quick] [--latency | --http | --load | --saturation | --isolation] [--json FILE]}. */
public final class Benchmark {

    private static final String VOICE = "en_US-bourdon";
    private static final Duration TURN = Duration.ofSeconds(2);
    private static final Duration QUIET = Duration.ofMillis(20);
    private static final double MB = 1 << 20;

    private final Table table = new Table();
    private final int rounds;
    private final Duration loadTime;
    private final Path plan;
    private final Path vocoder;
    private final JsonNode side;
    private final PhonemeIds ids;

    private Benchmark(boolean quick) throws IOException {
        rounds = quick ? 10 : 100;
        loadTime = Duration.ofSeconds(quick ? 3 : 10);
        Path folder = Distribution.assembled().voice(VOICE);
        Path sideFile = folder.resolve(VOICE + ".streaming.json");
        side = new ObjectMapper().readTree(sideFile.toFile());
        plan = folder.resolve(side.path("streaming").path("plan").asText());
        vocoder = folder.resolve(side.path("streaming").path("vocoder").asText());
        ids = new PhonemeIds(sideFile);
    }

    /**
     * @param arguments {@code --quick} for fewer rounds; {@code --latency}, {@code --http}, {@code --load}, {@code --saturation} or {@code --isolation} for that alone; {@code --json FILE} writes
     *                  the figures down too
     */
    public static void main(String[] arguments) throws Exception {
        List<String> given = List.of(arguments);
        int json = given.indexOf("--json");
        Optional<Path> file = json >= 0 ? Optional.of(Path.of(given.get(json + 1))) : Optional.empty();
        Benchmark benchmark = new Benchmark(given.contains("--quick"));
        if (given.contains("--isolation")) {
            new IsolationCost(benchmark.table, benchmark.rounds, benchmark.loadTime).measure();
        } else if (given.contains("--saturation")) {
            benchmark.saturation();
        } else if (given.contains("--latency")) {
            benchmark.warm();
        } else if (given.contains("--load")) {
            benchmark.load();
        } else if (given.contains("--http")) {
            benchmark.http();
        } else {
            benchmark.cold();
            benchmark.warm();
            benchmark.commandLine();
            benchmark.http();
            benchmark.load();
            benchmark.saturation();
        }
        if (file.isPresent()) {
            benchmark.table.writeJson(file.get());
        }
    }

    private void cold() throws IOException, NativeError {
        table.title("Cold start");
        Samples toGreeting = new Samples();
        Samples toAudio = new Samples();
        for (int i = 0; i < 5; i++) {
            try (Home home = Home.fresh()) {
                long begin = System.nanoTime();
                try (Daemon daemon = Daemon.launch(home)) {
                    daemon.awaitGreeting();
                    toGreeting.add((System.nanoTime() - begin) / 1e6);
                    try (NativeClient client = daemon.connect()) {
                        var speech = client.speak(Texts.SHORT);
                        speech.awaitFirstAudio(Duration.ofSeconds(60));
                        toAudio.add((System.nanoTime() - begin) / 1e6);
                        speech.await(Duration.ofSeconds(60));
                    }
                }
            }
        }
        table.row("process start to greeting, p50", toGreeting.p50(), "ms");
        table.row("process start to first audio byte, p50", toAudio.p50(), "ms");
    }

    private void warm() throws IOException, NativeError, OrtException {
        int rate = rateHz();
        try (Home home = Home.fresh(); Daemon daemon = Daemon.start(home); NativeClient client = daemon.connect();
             Listener listener = new Listener(new UnixTransport(home.socket()), VOICE); BareEngine one = new BareEngine.OneGraph(Distribution.twin(VOICE)); BareEngine two = twoGraphs()) {
            client.say(Texts.SHORT);
            long loaded = resident(daemon);
            Latency latency = new Latency(one, two, client, listener, ids, rate);
            report("Short, 5 words, back to back", latency.measure(Texts.SHORT, 2 * rounds, rounds, Duration.ZERO), 0.5);
            report("Short, 5 words, after a short quiet", latency.measure(Texts.SHORT, rounds / 5, rounds, QUIET), 0.5);
            report("Medium, 16 words, back to back", latency.measure(Texts.MEDIUM, rounds / 5, rounds, Duration.ZERO), Double.NaN);
            report("Paragraph, 8 sentences, back to back", latency.measure(Texts.PARAGRAPH, rounds / 10, rounds / 2, Duration.ZERO), 0.35);
            report("Paragraph, 8 sentences, after a short quiet", latency.measure(Texts.PARAGRAPH, rounds / 10, rounds / 2, QUIET), 0.35);
            memory(daemon, loaded);
        }
    }

    private BareEngine.TwoGraphs twoGraphs() throws OrtException {
        JsonNode streaming = side.path("streaming");
        return new BareEngine.TwoGraphs(plan, vocoder, streaming.path("frame_width").asInt(), streaming.path("hop_length").asInt(),
                streaming.path("tail_length").asInt());
    }

    private int rateHz() {
        return side.path("audio").path("sample_rate").asInt();
    }

    private void report(String title, Latency.Figures f, double limit) {
        table.title(title);
        table.row("bare one graph, first sound p50", f.whole().p50(), "ms");
        table.row("bare one graph, first sound p95", f.whole().p95(), "ms");
        table.row("bare two graphs, first sound p50", f.step().p50(), "ms");
        table.row("daemon, first audio byte p50", f.daemon().p50(), "ms");
        table.row("daemon, first audio byte p95", f.daemon().p95(), "ms");
        if (Double.isNaN(limit)) {
            table.row("daemon / bare one graph, p50", f.daemon().p50() / f.whole().p50(), "");
        } else {
            table.row("daemon / bare one graph, p50", f.daemon().p50() / f.whole().p50(), "", limit);
        }
        table.row("daemon - bare two graphs, p50", f.daemon().p50() - f.step().p50(), "ms", 1.5);
        table.row("real-time factor, bare one graph", f.factorWhole().p50(), "");
        table.row("real-time factor, bare two graphs", f.factorSteps().p50(), "");
        table.row("real-time factor, daemon", f.factorDaemon().p50(), "");
        table.row("before the first sample over 2 % of the peak, bare", f.leadBare().p50(), "ms");
        table.row("before the first sample over 2 % of the peak, daemon", f.leadDaemon().p50(), "ms");
    }

    private void load() throws IOException, NativeError, OrtException, InterruptedException {
        int rate = rateHz();
        try (Home home = Home.fresh(); Daemon daemon = withHttp(home); NativeClient client = daemon.connect()) {
            long[] medium = ids.of(client.pronounce(Texts.MEDIUM).path(0).path("phonemes").asText());
            table.title("Bare, medium text (seconds of sound a second)");
            bare("one graph", () -> new BareEngine.OneGraph(Distribution.twin(VOICE)), medium, rate);
            bare("two graphs", this::twoGraphs, medium, rate);
            new Load(table, daemon, new UnixTransport(home.socket()), VOICE, rate, rounds, loadTime).measure();
            new Load(table, daemon, new HttpTransport(daemon.http()), VOICE, rate, rounds, loadTime).closedLoops();
        }
    }

    private void http() throws IOException, NativeError {
        try (Home home = Home.fresh(); Daemon daemon = withHttp(home)) {
            new WayCost(table, VOICE, rounds).measure(new UnixTransport(home.socket()), new HttpTransport(daemon.http()), 1);
        }
    }

    private static Daemon withHttp(Home home) throws IOException {
        Daemon daemon = Daemon.launchWithHttp(home);
        daemon.awaitGreeting();
        return daemon;
    }

    private void bare(String name, Saturation.Opener opener, long[] text, int rate) throws OrtException {
        try (BareEngine one = opener.open(); BareEngine two = opener.open()) {
            table.row("bare " + name + ", 1 session", Traffic.bare(List.of(one), text, rate, loadTime), "s/s");
            table.row("bare " + name + ", 2 sessions", Traffic.bare(List.of(one, two), text, rate, loadTime), "s/s");
        }
    }

    private void saturation() throws IOException, NativeError, OrtException {
        table.title("Saturated, medium text, two lanes beside two bare sessions by turns (seconds of sound a second)");
        int rate = rateHz();
        try (Home home = Home.fresh()) {
            String twin = Saturation.twin(home, VOICE);
            try (Daemon daemon = Daemon.start(home); NativeClient client = daemon.connect()) {
                long[] medium = ids.of(client.pronounce(Texts.MEDIUM).path(0).path("phonemes").asText());
                int turns = rounds >= 100 ? 15 : 5;
                Saturation.Opener oneGraph = () -> new BareEngine.OneGraph(Distribution.twin(VOICE));
                saturation("one graph, a sentence at once",
                        Saturation.measure(daemon, twin, oneGraph, medium, 1, rate, turns, TURN), Double.NaN);
                saturation("one graph, four sentences at once",
                        Saturation.measure(daemon, twin, oneGraph, medium, 4, rate, turns, TURN), 0.05);
                saturation("two graphs, four sentences at once",
                        Saturation.measure(daemon, VOICE, this::twoGraphs, medium, 4, rate, turns, TURN), Double.NaN);
            }
        }
    }

    private void saturation(String load, Saturation.Figures figures, double limit) {
        table.row("two bare sessions, " + load, figures.bare(), "s/s");
        table.row("two lanes, " + load, figures.daemon(), "s/s");
        table.row("two lanes / two bare sessions, " + load, figures.ratio(), "");
        table.limited("what the lanes fall short of the bare sessions, " + load, 1 - figures.ratio(), "", limit);
    }

    private void memory(Daemon daemon, long loaded) throws IOException {
        if (!Files.exists(Path.of("/proc/self/statm"))) {
            System.out.println("\nMemory: only on Linux");
            return;
        }
        table.title("Resident memory");
        long after = resident(daemon);
        table.row("loaded, after one sentence", loaded / MB, "MB");
        table.row("right after the load", after / MB, "MB");
        long rest = daemon.awaitResidentAtRest(Duration.ofSeconds(15), Duration.ofSeconds(90));
        table.row("at rest again", rest / MB, "MB");
    }

    private static long resident(Daemon daemon) throws IOException {
        return Files.exists(Path.of("/proc/self/statm")) ? daemon.residentBytes() : 0;
    }

    private void commandLine() throws IOException {
        table.title("Command line");
        Path work = Files.createTempDirectory("bourdon-bench");
        try (Home home = Home.fresh(); Home folder = new Home(work)) {
            Bourdon bourdon = new Bourdon(home, folder.folder());
            Samples calls = new Samples();
            try {
                for (int i = 0; i < 11; i++) {
                    Bourdon.Result result = bourdon.run("say", Texts.SHORT, "-o", "call.wav");
                    if (result.exit() != 0) {
                        throw new IllegalStateException(result.toString());
                    }
                    if (i > 0) {
                        calls.add(result.took().toNanos() / 1e6);
                    }
                }
            } finally {
                bourdon.stopDaemon();
            }
            table.row("bourdon say -o FILE, daemon warm, p50", calls.p50(), "ms", 500);
            table.row("bourdon say -o FILE, daemon warm, p95", calls.p95(), "ms");
        }
    }
}
