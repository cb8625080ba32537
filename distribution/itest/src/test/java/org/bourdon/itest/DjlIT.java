package org.bourdon.itest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
import java.util.stream.StreamSupport;

import com.fasterxml.jackson.databind.JsonNode;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** PyTorch comes to a daemon that runs: into the daemon itself, or into a process of its own. */
class DjlIT {

    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final int FEW = 3;
    private static final Duration QUIET = Duration.ofSeconds(1);
    private static final Duration GIVEN_BACK_WITHIN = Duration.ofSeconds(9);
    private static final String SENTENCE = "The wind blew the leaves across the road.";

    private Home home;
    private Path temporary;
    private Daemon daemon;

    @BeforeEach
    void prepare() throws IOException {
        home = Home.fresh();
        temporary = Files.createDirectory(home.folder().resolve("tmp"));
    }

    @AfterEach
    void stop() throws IOException {
        daemon.close();
        home.close();
    }

    /** What its natives and its libraries would leave behind, they leave in folders that nobody else uses. */
    private void start(String isolation) throws IOException {
        Files.writeString(Files.createDirectories(home.folder().resolve("etc")).resolve("org.bourdon.djl.json"), "{\"isolation\": \"" + isolation + "\"}\n");
        daemon = Daemon.start(home, "-Djava.io.tmpdir=" + temporary, "-Duser.home=" + temporary);
    }

    @Test
    void an_engine_that_is_moved_in_speaks_as_the_other_does_and_its_jar_can_be_replaced_and_taken_away() throws Exception {
        replaced(1, 3);
    }

    @Test
    @Tag("soak")
    void its_jar_can_be_replaced_and_taken_away_fifty_times() throws Exception {
        replaced(5, 50);
    }

    @Test
    void in_a_process_of_its_own_it_speaks_as_well_and_a_crash_of_it_costs_no_request() throws Exception {
        start("process");
        DjlEngine.into(home);
        Spoken first = awaitSpeech();
        assertThat(agreeing(first.floats(), say("onnx").floats())).as("share of samples on which djl and onnx agree to 1e-3").isGreaterThan(0.95);
        assertThat(status("djl").path("isolation").asText()).isEqualTo("process");
        assertThat(mappedLibraries().keySet()).as("what is mapped in the daemon").noneMatch(file -> file.contains("torch"));
        long pid = status("djl").at("/processes/0/pid").asLong();

        assertThat(new ProcessBuilder("kill", "-SEGV", Long.toString(pid)).start().waitFor()).isZero();

        assertThat(say("djl").floats()).as("what is said after the crash").isEqualTo(first.floats());
        assertThat(status("djl").at("/processes/0/restarts").asInt()).isPositive();
        long second = status("djl").at("/processes/0/pid").asLong();
        daemon.stop();
        assertThat(ProcessHandle.of(second).filter(ProcessHandle::isAlive)).as("the process %d after the daemon's end", second).isEmpty();
    }

    private JsonNode status(String engine) throws IOException, NativeError {
        return StreamSupport.stream(daemon.status().path("engines").spliterator(), false).filter(one -> one.path("name").asText().equals(engine)).findFirst()
                .orElseThrow(() -> new AssertionError("the engine " + engine + " is not there\n" + daemon.log()));
    }

    @Test
    @Tag("soak")
    void two_thousand_sentences_leave_memory_where_it_was_in_either_engine() throws Exception {
        start("none");
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

    /** @param before rounds after which the memory is taken that the last round's is held against */
    private void replaced(int before, int times) throws Exception {
        start("none");
        long without = daemon.residentBytes();
        DjlEngine engine = DjlEngine.into(home);
        Await.until("the engine is taken up", PATIENCE, () -> home.log().contains("Plugin bourdon-djl 0.1.0 started"), daemon::log);
        Spoken first = awaitSpeech();
        Spoken other = say("onnx");
        assertThat(agreeing(first.floats(), other.floats())).as("share of samples on which djl and onnx agree to 1e-3").isGreaterThan(0.95);
        Map<String, Long> libraries = mappedLibraries();
        assertThat(libraries.keySet()).as("libraries of PyTorch that are mapped").anyMatch(file -> file.endsWith("torch_cpu.so"));
        Set<Path> files = temporaryFiles();
        long resident = 0;

        for (int time = 1; time <= times; time++) {
            int expected = time;
            engine.replace();
            Await.until("the jar is replaced the " + time + ". time", PATIENCE, () -> lines("replaced") == expected, daemon::log);
            assertThat(awaitSpeech().floats()).as("after %d replacements", time).isEqualTo(first.floats());
            Path aside = engine.takeAway();
            Await.until("the engine is gone the " + time + ". time", PATIENCE, () -> lines("removed") == expected, daemon::log);
            assertThatThrownBy(() -> say("djl")).isInstanceOfSatisfying(NativeError.class,
                    error -> assertThat(error.errorName()).as(error.getMessage()).isEqualTo("ENGINE_UNAVAILABLE"));
            engine.putBack(aside);
            assertThat(awaitSpeech().floats()).as("after %d returns", time).isEqualTo(first.floats());
            if (time == before) {
                resident = daemon.awaitResidentAtRest(times > FEW ? GIVEN_BACK_WITHIN : QUIET, PATIENCE);
            }
        }

        long last = daemon.awaitResidentAtRest(times > FEW ? GIVEN_BACK_WITHIN : QUIET, PATIENCE);
        System.out.printf("djl in the daemon: resident %d MB without it, %d MB after %d, %d MB after %d rounds of update, removal and return;"
                + " mapped libraries %d before, %d after; temporary files %d before, %d after; UnsatisfiedLinkErrors %d; threads in the natives %s%n",
                without >> 20, resident >> 20, before, last >> 20, times, libraries.size(), mappedLibraries().size(), files.size(), temporaryFiles().size(),
                home.log().lines().filter(line -> line.contains("UnsatisfiedLinkError")).count(), lanes());
        assertThat(home.log()).doesNotContain("UnsatisfiedLinkError").doesNotContain("left behind");
        assertThat(mappedLibraries()).as("mapped native libraries").isEqualTo(libraries);
        assertThat(temporaryFiles()).as("temporary files").isEqualTo(files);
        assertThat(home.folder().resolve("log/start.log")).as("what the natives print").content().doesNotContain("NNPACK");
        assertThat(lanes().values()).as("threads by lane").containsOnly(1L);
        assertThat((double) last).as("resident bytes").isLessThan(resident * 1.05 + (8 << 20));
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

    /** Until the engine is there, or is there again, it refuses; who was with it when it left is told that, too. */
    private Spoken awaitSpeech() {
        List<Spoken> spoken = new ArrayList<>();
        Await.until("djl speaks", PATIENCE, () -> {
            try {
                spoken.add(say("djl"));
                return true;
            } catch (NativeError e) {
                assertThat(e.errorName()).as(e.getMessage()).isIn("ENGINE_UNAVAILABLE", "ENGINE_FAILED");
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

    private long lines(String ending) {
        return home.log().lines().filter(line -> line.contains("Plugin bourdon-djl ") && line.endsWith(" " + ending)).count();
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
        for (Path folder : List.of(temporary, home.folder().resolve("cache/tmp"))) {
            if (Files.isDirectory(folder)) {
                try (Stream<Path> all = Files.walk(folder)) {
                    all.forEach(files::add);
                }
            }
        }
        return files;
    }
}
