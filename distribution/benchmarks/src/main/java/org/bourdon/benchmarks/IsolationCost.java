package org.bourdon.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

import com.fasterxml.jackson.databind.JsonNode;
import org.bourdon.itest.Daemon;
import org.bourdon.itest.Home;
import org.bourdon.itest.NativeClient;
import org.bourdon.itest.NativeError;

/** What it costs to have the engine in a process of its own: two daemons, one of each kind, two requests each in turn. */
final class IsolationCost {

    private static final String VOICE = "en_US-bourdon";
    private static final int RATE = 32_000;
    private static final int IN_A_ROW = 2;
    private static final int WARM_UP = 100;
    private static final int TURNS = 5;
    private static final int PAGE_BYTES = 4096;
    private static final double MB = 1 << 20;

    private final Table table;
    private final int rounds;
    private final Duration loadTime;

    IsolationCost(Table table, int rounds, Duration loadTime) {
        this.table = table;
        this.rounds = rounds;
        this.loadTime = loadTime;
    }

    void measure() throws IOException, NativeError {
        try (Home home = Home.fresh(); Home isolatedHome = Home.fresh()) {
            Files.writeString(Files.createDirectories(isolatedHome.folder().resolve("etc")).resolve("org.bourdon.onnx.json"), "{\"isolation\": \"process\"}\n");
            try (Daemon daemon = Daemon.start(home); Daemon isolated = Daemon.start(isolatedHome);
                 Listener here = new Listener(new UnixTransport(home.socket()), VOICE); Listener there = new Listener(new UnixTransport(isolatedHome.socket()), VOICE)) {
                compare("Short, 5 words", Texts.SHORT, here, there);
                compare("Medium, 16 words", Texts.MEDIUM, here, there);
                compare("Paragraph, 8 sentences", Texts.PARAGRAPH, here, there);
                traffic(new UnixTransport(home.socket()), new UnixTransport(isolatedHome.socket()));
                memory(daemon, isolated);
            }
        }
    }

    private void compare(String title, String text, Listener here, Listener there) throws IOException {
        Samples[] first = {new Samples(), new Samples()};
        Samples[] all = {new Samples(), new Samples()};
        for (int round = 0; round < WARM_UP + rounds; round += IN_A_ROW) {
            speak(text, here, round < WARM_UP ? new Samples() : first[0], round < WARM_UP ? new Samples() : all[0]);
            speak(text, there, round < WARM_UP ? new Samples() : first[1], round < WARM_UP ? new Samples() : all[1]);
        }
        table.title("Isolation: " + title);
        table.row("first audio byte p50, in the daemon", first[0].p50(), "ms");
        table.row("first audio byte p50, isolated", first[1].p50(), "ms");
        table.row("first audio byte p95, in the daemon", first[0].p95(), "ms");
        table.row("first audio byte p95, isolated", first[1].p95(), "ms");
        table.row("all p50, in the daemon", all[0].p50(), "ms");
        table.row("all p50, isolated", all[1].p50(), "ms");
        table.row("what isolation costs, first audio byte p50", first[1].p50() - first[0].p50(), "ms");
        table.row("what isolation costs, all p50", all[1].p50() - all[0].p50(), "ms");
    }

    private static void speak(String text, Listener listener, Samples first, Samples all) throws IOException {
        for (int i = 0; i < IN_A_ROW; i++) {
            Listener.Heard heard = listener.say(text);
            first.add(heard.firstSound());
            all.add(heard.all());
        }
    }

    private void traffic(Transport daemon, Transport isolated) throws IOException {
        table.title("Isolation: 8 clients in a closed loop, medium text");
        double[] rates = new double[2];
        for (int turn = 0; turn < TURNS; turn++) {
            rates[0] += Traffic.closedLoop(daemon, VOICE, Texts.MEDIUM, RATE, 8, loadTime.dividedBy(TURNS)).audioPerSecond() / TURNS;
            rates[1] += Traffic.closedLoop(isolated, VOICE, Texts.MEDIUM, RATE, 8, loadTime.dividedBy(TURNS)).audioPerSecond() / TURNS;
        }
        table.row("in the daemon", rates[0], "s/s");
        table.row("isolated", rates[1], "s/s");
        table.row("isolated / in the daemon", rates[1] / rates[0], "");
    }

    private void memory(Daemon daemon, Daemon isolated) throws IOException, NativeError {
        if (!Files.exists(Path.of("/proc/self/statm"))) {
            return;
        }
        table.title("Isolation: resident memory at rest, one voice");
        Duration quiet = Duration.ofSeconds(15);
        table.row("in the daemon", daemon.awaitResidentAtRest(quiet, Duration.ofSeconds(90)) / MB, "MB");
        table.row("isolated, the daemon", isolated.awaitResidentAtRest(quiet, Duration.ofSeconds(90)) / MB, "MB");
        try (NativeClient client = isolated.connect()) {
            for (JsonNode process : client.status().at("/engines/0/processes")) {
                String[] fields = Files.readString(Path.of("/proc", process.path("pid").asText(), "statm")).split(" ");
                table.row("isolated, the process of " + process.path("lane").asText(), Long.parseLong(fields[1]) * PAGE_BYTES / MB, "MB");
            }
        }
    }
}
