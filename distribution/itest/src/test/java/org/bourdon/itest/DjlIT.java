package org.bourdon.itest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** PyTorch comes to a daemon that runs, in its own process. */
class DjlIT {

    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final String SENTENCE = "The wind blew the leaves across the road.";

    private Home home;
    private Daemon daemon;

    @BeforeEach
    void start() throws IOException {
        home = Home.fresh();
        Files.writeString(Files.createDirectories(home.folder().resolve("etc")).resolve("org.bourdon.djl.json"), "{\"isolation\": \"none\"}\n");
        daemon = Daemon.start(home);
    }

    @AfterEach
    void stop() throws IOException {
        daemon.close();
        home.close();
    }

    @Test
    void an_engine_that_is_moved_in_speaks_as_the_other_does_and_its_jar_can_be_replaced() throws Exception {
        replaced(3);
    }

    @Test
    @Tag("soak")
    void its_jar_can_be_replaced_fifty_times() throws Exception {
        replaced(50);
    }

    @Test
    @Tag("soak")
    void two_thousand_sentences_leave_memory_where_it_was_in_either_engine() throws Exception {
        DjlEngine.into(home);
        awaitSpeech();
        for (String engine : List.of("onnx", "djl")) {
            sentences(engine, 500);
            List<Long> resident = new ArrayList<>();
            for (int part = 0; part < 4; part++) {
                sentences(engine, 375);
                resident.add(daemon.awaitResidentAtRest(Duration.ofSeconds(11), PATIENCE));
            }
            System.out.println(engine + ": resident MB after 875, 1250, 1625, 2000 sentences: " + resident.stream().map(bytes -> bytes >> 20).toList()
                    + ", threads in the natives: " + lanes());
            assertThat(resident.getLast() - resident.getFirst()).as("bytes that %s grew by in 1,125 sentences after 875", engine).isLessThan(12L << 20);
        }
    }

    private void replaced(int times) throws Exception {
        long without = daemon.residentBytes();
        Set<Path> temporary = temporaryFiles();
        DjlEngine engine = DjlEngine.into(home);
        Await.until("the engine is taken up", PATIENCE, () -> home.log().contains("Plugin bourdon-djl 0.1.0 started"), daemon::log);
        Spoken first = awaitSpeech();
        Spoken other = say("onnx");
        assertThat(agreeing(first.floats(), other.floats())).as("share of samples on which djl and onnx agree to 1e-3").isGreaterThan(0.95);
        Map<String, Long> libraries = mappedLibraries();
        assertThat(libraries.keySet()).as("libraries of PyTorch that are mapped").anyMatch(file -> file.endsWith("torch_cpu.so"));
        long before = daemon.residentBytes();

        for (int time = 1; time <= times; time++) {
            int expected = time;
            engine.replace();
            Await.until("the jar is replaced the " + time + ". time", PATIENCE, () -> replacements() == expected, daemon::log);
            assertThat(awaitSpeech().floats()).as("after %d replacements", time).isEqualTo(first.floats());
        }

        assertThat(mappedLibraries()).as("mapped native libraries").isEqualTo(libraries);
        assertThat(temporaryFiles()).as("temporary files").isEqualTo(temporary);
        assertThat(home.folder().resolve("log/start.log")).as("what the natives print").content().doesNotContain("NNPACK");
        System.out.printf("djl in the daemon: resident %d MB without it, %d MB with both engines loaded, %d MB after %d replacements; threads in the natives %s%n",
                without >> 20, before >> 20, daemon.residentBytes() >> 20, times, lanes());
        assertThat(lanes().values()).as("threads by lane").containsOnly(1L);
    }

    private void sentences(String engine, int count) throws Exception {
        try (NativeClient client = daemon.connect()) {
            for (int i = 0; i < count; i++) {
                String text = Sentences.ALL.get(i % Sentences.ALL.size());
                Spoken spoken = client.say(SpeakRequest.of(text).engine(engine).strict(), PATIENCE);
                assertThat(spoken.outcome()).isEqualTo("done");
            }
        }
    }

    /** Until the engine is there, or is there again, it refuses; that is all that it may do. */
    private Spoken awaitSpeech() {
        List<Spoken> spoken = new ArrayList<>();
        Await.until("djl speaks", PATIENCE, () -> {
            try {
                spoken.add(say("djl"));
                return true;
            } catch (NativeError e) {
                assertThat(e.errorName()).as(e.getMessage()).isEqualTo("ENGINE_UNAVAILABLE");
                return false;
            }
        }, daemon::log);
        return spoken.getLast();
    }

    private Spoken say(String engine) throws IOException, NativeError {
        try (NativeClient client = daemon.connect()) {
            return client.say(SpeakRequest.of(SENTENCE).engine(engine).strict().floats().withoutNoise(), PATIENCE);
        }
    }

    private static double agreeing(float[] first, float[] second) {
        assertThat(second).as("samples").hasSameSizeAs(first);
        int same = 0;
        for (int i = 0; i < first.length; i++) {
            if (Math.abs(first[i] - second[i]) < 1e-3) {
                same++;
            }
        }
        return same / (double) first.length;
    }

    private long replacements() {
        return home.log().lines().filter(line -> line.contains("Plugin bourdon-djl ") && line.endsWith(" replaced")).count();
    }

    /** How often each shared library is mapped; one that was loaded a second time would stand here twice or under another name. */
    private Map<String, Long> mappedLibraries() throws IOException {
        try (Stream<String> maps = Files.lines(proc().resolve("maps"))) {
            return maps.filter(line -> line.matches(".* r-xp .*\\.so.*")).map(line -> line.substring(line.indexOf('/')))
                    .collect(Collectors.groupingBy(file -> file, Collectors.counting()));
        }
    }

    /** Threads of the system by the lane that they are or were started by. */
    private Map<String, Long> lanes() throws IOException {
        List<String> names = new ArrayList<>();
        try (Stream<Path> tasks = Files.list(proc().resolve("task"))) {
            for (Path task : tasks.toList()) {
                names.add(Files.readString(task.resolve("comm")).strip());
            }
        }
        return names.stream().filter(name -> name.startsWith("lane-")).collect(Collectors.groupingBy(name -> name, Collectors.counting()));
    }

    private Path proc() {
        return Path.of("/proc", Long.toString(daemon.process().pid()));
    }

    private Set<Path> temporaryFiles() throws IOException {
        Set<Path> files = new TreeSet<>();
        for (Path folder : List.of(Path.of("/tmp"), Path.of(System.getProperty("user.home")), home.folder().resolve("cache/tmp"))) {
            if (Files.isDirectory(folder)) {
                try (Stream<Path> all = Files.list(folder)) {
                    all.filter(file -> file.getFileName().toString().matches("(?i).*(djl\\.ai|torch|pt-model|jna).*")).forEach(files::add);
                }
            }
        }
        return files;
    }
}
