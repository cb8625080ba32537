package org.bourdon.benchmarks;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;

import org.bourdon.itest.Daemon;

/** Many clients at once: what they wait, whether it is fair, and what it costs. */
final class Load {

    private static final int CROWD = 100;
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final Duration AFTERWARDS = Duration.ofSeconds(3);
    private static final double MB = 1 << 20;

    private final Table table;
    private final Daemon daemon;
    private final Transport transport;
    private final String voice;
    private final int rateHz;
    private final int rounds;
    private final Duration time;

    Load(Table table, Daemon daemon, Transport transport, String voice, int rateHz, int rounds, Duration time) {
        this.table = table;
        this.daemon = daemon;
        this.transport = transport;
        this.voice = voice;
        this.rateHz = rateHz;
        this.rounds = rounds;
        this.time = time;
    }

    void measure() throws IOException, InterruptedException {
        try (Transport.Line line = transport.connect(); ResidentWatch memory = ResidentWatch.of(daemon)) {
            for (int i = 0; i < 30; i++) {
                line.speak(voice, Texts.MEDIUM, Transport.Ear.DEAF);
            }
            double loaded = memory.now() / MB;
            Traffic.closedLoop(transport, voice, Texts.MEDIUM, rateHz, 8, time);
            closedLoops();
            prompts(line, "1 book", 1, Double.NaN);
            prompts(line, "8 books", 8, 20);
            afterwards();
            crowd();
            table.title("Resident memory through the load, " + transport.name());
            table.row("loaded", loaded, "MB");
            table.row("right after the load", memory.now() / MB, "MB");
            table.row("worst", memory.worst() / MB, "MB", 200);
        }
    }

    void closedLoops() throws IOException {
        table.title("Closed loop over " + transport.name() + ", medium text");
        loop(1, Double.NaN);
        loop(8, 25);
        loop(32, 60);
    }

    private void loop(int clients, double limit) throws IOException {
        Traffic.Figures figures = Traffic.closedLoop(transport, voice, Texts.MEDIUM, rateHz, clients, time);
        table.row(clients + " client(s), seconds of sound a second", figures.audioPerSecond(), "s/s");
        table.row(clients + " client(s), first audio p50", figures.firstAudio().p50(), "ms");
        table.limited(clients + " client(s), first audio p95", figures.firstAudio().p95(), "ms", limit);
    }

    private void prompts(Transport.Line line, String beside, int books, double limit) throws IOException, InterruptedException {
        table.title("A short prompt over " + transport.name() + " beside " + beside + " of 2,000 sentences");
        Samples firstAudio = new Samples();
        try (Books _ = Books.open(transport, voice, Texts.BOOK, books)) {
            for (int i = 0; i < 2 * rounds; i++) {
                firstAudio.add(line.speak(voice, Texts.SHORT, Transport.Ear.DEAF).firstSound());
            }
        }
        table.row("beside " + beside + ", first audio p50", firstAudio.p50(), "ms");
        table.limited("beside " + beside + ", first audio p95", firstAudio.p95(), "ms", limit);
    }

    private void afterwards() throws IOException, InterruptedException {
        table.title("After a client has left a book, " + transport.name());
        Books.open(transport, voice, Texts.BOOK, 1).close();
        Duration before = processorTime();
        long end = System.nanoTime() + AFTERWARDS.toNanos();
        for (long left = AFTERWARDS.toNanos(); left > 0; left = end - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
        table.row("processor seconds in the " + AFTERWARDS.toSeconds() + " s after", processorTime().minus(before).toNanos() / 1e9, "s");
    }

    private Duration processorTime() {
        return daemon.process().toHandle().info().totalCpuDuration().orElse(Duration.ZERO);
    }

    /** All at the same moment, so that the last of them waits for the first steps of all others at least. */
    private void crowd() throws IOException {
        table.title(CROWD + " clients at once over " + transport.name() + ", a paragraph each");
        List<Transport.Line> lines = new ArrayList<>();
        try {
            List<Callable<Transport.Heard>> clients = new ArrayList<>();
            for (int i = 0; i < CROWD; i++) {
                Transport.Line line = transport.connect();
                lines.add(line);
                clients.add(() -> line.speak(voice, Texts.PARAGRAPH, Transport.Ear.DEAF));
            }
            long begin = System.nanoTime();
            List<Transport.Heard> all = Traffic.atOnce(clients, PATIENCE);
            double seconds = (System.nanoTime() - begin) / 1e9;
            Samples firstAudio = new Samples();
            all.forEach(heard -> firstAudio.add(heard.firstSound()));
            table.row("served", all.size(), "");
            table.row("seconds of sound a second", all.stream().mapToDouble(heard -> heard.seconds(rateHz)).sum() / seconds, "s/s");
            table.row("first audio p50", firstAudio.p50(), "ms");
            table.row("first audio, longest", firstAudio.most(), "ms");
            table.row("longest / median", firstAudio.most() / firstAudio.p50(), "", 3);
        } finally {
            for (Transport.Line line : lines) {
                line.close();
            }
        }
    }
}
