package org.bourdon.itest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Engine bundles that are replaced, taken away and put back while clients speak. */
@Timeout(1_200)
class EngineSwapIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    /** After which a client that was refused tries again. */
    private static final Duration A_MOMENT = Duration.ofMillis(20);
    private static final int CLIENTS = 4;
    private static final Duration GIVEN_BACK_WITHIN = Duration.ofSeconds(9);
    private static final String SENTENCE = "The wind blew the leaves across the road.";
    /** How a request may fail whose engine is taken away. */
    private static final Set<String> TYPED = Set.of("ENGINE_UNAVAILABLE", "ENGINE_FAILED", "BUSY");

    /** The engines that are swapped. */
    enum Swapped {
        ONNX("onnx", "bourdon-onnx-", "libonnxruntime", "en_US-bourdon");

        private final String engine;
        private final String jar;
        private final String library;
        private final String voice;

        /** @param jar how its bundle's file begins; @param library how its natives' do; @param voice one that only it speaks */
        Swapped(String engine, String jar, String library, String voice) {
            this.engine = engine;
            this.jar = jar;
            this.library = library;
            this.voice = voice;
        }
    }

    @ParameterizedTest
    @EnumSource(Swapped.class)
    void an_engine_that_is_replaced_and_taken_away_under_load_comes_back_by_itself(Swapped swapped) throws Exception {
        swap(swapped, 1, 2, 1.3);
    }

    @ParameterizedTest
    @EnumSource(Swapped.class)
    @Tag("soak")
    void fifty_times(Swapped swapped) throws Exception {
        swap(swapped, 5, 50, 1.05);
    }

    /** What may not grow. */
    private record Footprint(long libraries, int temporary, int cached, int threads, long resident) {

        static Footprint of(Daemon daemon, Path temporary, String library, Duration quiet) throws IOException, NativeError {
            long mapped = Files.readAllLines(Path.of("/proc", Long.toString(daemon.process().pid()), "maps")).stream()
                    .filter(line -> line.contains(library)).count();
            return new Footprint(mapped, count(temporary), count(daemon.home().folder().resolve("cache/felix")),
                    daemon.status().path("threads").asInt(), daemon.awaitResidentAtRest(quiet, PATIENCE));
        }

        private static int count(Path folder) throws IOException {
            try (Stream<Path> all = Files.walk(folder)) {
                return (int) all.count();
            }
        }
    }

    /**
     * @param before rounds after which the footprint is taken that the last one is held against
     * @param growth of the resident memory that passes: from one round to the next it differs by a fifth, and many show whether it grows
     */
    private static void swap(Swapped swapped, int before, int rounds, double growth) throws Exception {
        try (Home home = Home.fresh()) {
            Path distribution = copyOfTheDistribution(home.folder().resolve("dist"));
            Path jar = jar(distribution, swapped.jar);
            Path temporary = Files.createDirectory(home.folder().resolve("tmp"));
            try (Daemon daemon = Daemon.start(home, "-Dbourdon.distribution=" + distribution, "-Djava.io.tmpdir=" + temporary)) {
                awaitVoice(daemon, swapped);
                Map<String, Long> endings = new ConcurrentSkipListMap<>();
                Optional<Footprint> first = Optional.empty();
                for (int round = 1; round <= rounds; round++) {
                    underLoad(daemon, swapped, endings, () -> {
                        replace(daemon, jar);
                        awaitVoice(daemon, swapped);
                        takeAwayAndPutBack(daemon, swapped, jar);
                        awaitVoice(daemon, swapped);
                    });
                    if (round == before) {
                        first = Optional.of(Footprint.of(daemon, temporary, swapped.library, GIVEN_BACK_WITHIN));
                    }
                }
                Footprint last = Footprint.of(daemon, temporary, swapped.library, GIVEN_BACK_WITHIN);
                System.out.printf("%s: %d rounds of update, removal and return with %d clients: endings %s; after %d rounds %s, at the end %s%n",
                        swapped.engine, rounds, CLIENTS, new TreeMap<>(endings), before, first.orElseThrow(), last);
                assertThat(endings.keySet()).as("how requests ended").contains("done").allMatch(end -> end.equals("done") || TYPED.contains(end));
                assertThat(home.log()).doesNotContain("UnsatisfiedLinkError").doesNotContain("left behind");
                assertNoGrowth(first.orElseThrow(), last, growth);
                assertThat(origins(daemon)).as("the pronunciation network is back, too").contains("network");
            }
        }
    }

    private static void assertNoGrowth(Footprint first, Footprint last, double growth) {
        assertThat(last.libraries()).as("mappings of the native library").isEqualTo(first.libraries()).isPositive();
        assertThat(last.temporary()).as("temporary files").isEqualTo(first.temporary());
        assertThat(last.cached()).as("files in the container's cache").isEqualTo(first.cached());
        assertThat(last.threads()).as("threads").isLessThanOrEqualTo(first.threads() + 4);
        assertThat((double) last.resident()).as("resident bytes").isLessThan(first.resident() * growth + (8 << 20));
    }

    /** A step of the test. */
    @FunctionalInterface
    private interface Act {
        void run() throws Exception;
    }

    private static void underLoad(Daemon daemon, Swapped swapped, Map<String, Long> endings, Act act) throws Exception {
        AtomicBoolean over = new AtomicBoolean();
        try (ExecutorService threads = Executors.newFixedThreadPool(CLIENTS)) {
            List<Future<?>> clients = new ArrayList<>();
            for (int i = 0; i < CLIENTS; i++) {
                clients.add(threads.submit(() -> {
                    try (NativeClient client = daemon.connect()) {
                        while (!over.get()) {
                            String ending = ending(client, swapped.voice);
                            endings.merge(ending, 1L, Long::sum);
                            if (!ending.equals("done")) {
                                LockSupport.parkNanos(A_MOMENT.toNanos());
                            }
                        }
                    }
                    return null;
                }));
            }
            try {
                act.run();
            } finally {
                over.set(true);
            }
            for (Future<?> client : clients) {
                client.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            }
        }
    }

    private static String ending(NativeClient client, String voice) throws IOException {
        try {
            return client.say(SpeakRequest.of(SENTENCE + " " + SENTENCE).voice(voice), PATIENCE).outcome();
        } catch (NativeError e) {
            return e.errorName();
        }
    }

    private static void replace(Daemon daemon, Path jar) throws IOException {
        long replaced = lines(daemon, "replaced");
        put(Files.readAllBytes(jar), jar);
        Await.until("the bundle is replaced", PATIENCE, () -> lines(daemon, "replaced") > replaced, daemon::log);
    }

    private static void takeAwayAndPutBack(Daemon daemon, Swapped swapped, Path jar) throws IOException {
        byte[] content = Files.readAllBytes(jar);
        Files.delete(jar);
        Await.until("the engine is gone", PATIENCE, () -> engine(daemon, swapped).isEmpty(), daemon::log);
        try (NativeClient client = daemon.connect()) {
            assertThatThrownBy(() -> client.say(SpeakRequest.of(SENTENCE).voice(swapped.voice), PATIENCE))
                    .isInstanceOfSatisfying(NativeError.class, error -> assertThat(error.errorName()).isEqualTo("ENGINE_UNAVAILABLE"));
        }
        put(content, jar);
        Await.until("the engine is back", PATIENCE, () -> engine(daemon, swapped).isPresent(), daemon::log);
    }

    private static void put(byte[] content, Path jar) throws IOException {
        Path aside = Files.write(jar.resolveSibling(jar.getFileName() + ".part"), content);
        Files.move(aside, jar, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    private static void awaitVoice(Daemon daemon, Swapped swapped) throws IOException, NativeError {
        try (NativeClient client = daemon.connect()) {
            Await.until("the voice speaks", PATIENCE, () -> ending(client, swapped.voice).equals("done"), daemon::log);
        }
        try (NativeClient client = daemon.connect()) {
            Await.until("the daemon is ready", PATIENCE, () -> client.call("health", NativeClient.params()).path("ready").asBoolean(), daemon::log);
        }
    }

    private static Optional<JsonNode> engine(Daemon daemon, Swapped swapped) throws IOException, NativeError {
        for (JsonNode engine : daemon.status().path("engines")) {
            if (engine.path("name").asText().equals(swapped.engine)) {
                return Optional.of(engine);
            }
        }
        return Optional.empty();
    }

    private static List<String> origins(Daemon daemon) throws IOException, NativeError {
        try (NativeClient client = daemon.connect()) {
            return client.pronounce("Blorptastic grimbles.").findValuesAsText("origin");
        }
    }

    private static long lines(Daemon daemon, String word) {
        return daemon.log().lines().filter(line -> line.contains("Plugin") && line.contains(word)).count();
    }

    private static Path jar(Path distribution, String prefix) throws IOException {
        try (Stream<Path> files = Files.list(distribution.resolve("plugins"))) {
            return files.filter(file -> file.getFileName().toString().matches(prefix + "\\d.*\\.jar")).findFirst().orElseThrow();
        }
    }

    /** Plugins and voices are files of its own, all else is the real one's. */
    private static Path copyOfTheDistribution(Path folder) throws IOException {
        Path real = Distribution.assembled().folder();
        Files.createDirectories(folder);
        for (String part : List.of("lib", "system")) {
            Files.createSymbolicLink(folder.resolve(part), real.resolve(part));
        }
        for (String part : List.of("plugins", "voices")) {
            try (Stream<Path> files = Files.walk(real.resolve(part))) {
                for (Path file : files.toList()) {
                    Files.copy(file, folder.resolve(real.relativize(file)));
                }
            }
        }
        return folder;
    }
}
