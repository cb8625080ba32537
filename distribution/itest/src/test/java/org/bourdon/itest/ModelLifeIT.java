package org.bourdon.itest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Models that are replaced, rejected, unloaded, leased and pinned while a real daemon speaks with them. */
class ModelLifeIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration GIVEN_BACK_WITHIN = Duration.ofSeconds(9);
    private static final double MB = 1e6;
    private static final String TEXT = "The wind blew the leaves across the road. Nobody saw where they went.";
    /** Two versions that no sample could be mistaken of: another speaker, at another rate. */
    private static final String FIRST = "en_US-bourdon";
    private static final String SECOND = "en_US-tenor";

    @RegisterExtension
    static final DaemonExtension DAEMON = new DaemonExtension();

    @AfterEach
    void forgetRules() throws IOException {
        Files.deleteIfExists(rulesFile());
    }

    @Test
    void reloads_under_load_cost_no_request_and_never_mix_versions() throws Exception {
        Reloads reloads = reloadUnderLoad("changing", 4, 3);

        reloads.print();
        assertThat(reloads.wrong).as("requests that were neither wholly of the one version nor wholly of the other").isEmpty();
        assertThat(reloads.first.get()).as("requests in the first version").isPositive();
        assertThat(reloads.second.get()).as("requests in the second version").isPositive();
    }

    @Test
    @Tag("soak")
    @EnabledOnOs(value = OS.LINUX, disabledReason = "resident memory is read from /proc")
    void twenty_reloads_under_load_leave_memory_as_it_was() throws Exception {
        // Nothing but this voice and the default one: what others give back meanwhile would be counted.
        for (JsonNode other : models()) {
            call("unload", other.path("name").asText());
        }
        reloadUnderLoad("worn", 8, 6).print();
        long before = DAEMON.get().awaitResidentAtRest(GIVEN_BACK_WITHIN, PATIENCE);
        Reloads reloads = reloadUnderLoad("worn", 8, 20);
        long after = DAEMON.get().awaitResidentAtRest(GIVEN_BACK_WITHIN, PATIENCE);

        reloads.print();
        System.out.printf("resident MB before 20 reloads %.1f, after %.1f (%+.1f %%)%n", before / MB, after / MB, 100.0 * (after - before) / before);
        assertThat(reloads.wrong).isEmpty();
        assertThat((double) after / before).as("resident memory after over before; less is no leak").isLessThanOrEqualTo(1.02);
    }

    @Test
    void a_bad_version_is_rejected_and_the_old_one_goes_on_serving() throws Exception {
        put("steady", FIRST);
        float[] good = speak("steady").floats();
        Path plan = folder("steady").resolve("steady.plan.onnx");
        byte[] whole = Files.readAllBytes(plan);

        Files.write(plan, "this is no model".getBytes(StandardCharsets.UTF_8));
        Await.until("the bad version is rejected", PATIENCE, () -> !info("steady").path("reason").isNull(), () -> model("steady"));

        assertThat(info("steady").path("state").asText()).isEqualTo("loaded");
        assertThat(info("steady").path("reason").asText()).contains("steady").doesNotContain("\n");
        assertThat(speak("steady").floats()).isEqualTo(good);
        assertThatThrownBy(() -> call("reload", "steady")).isInstanceOfSatisfying(NativeError.class,
                error -> assertThat(error.errorName()).isEqualTo("VOICE_BROKEN"));
        assertThat(speak("steady").floats()).isEqualTo(good);

        Files.write(plan, whole);
        Await.until("the mended version serves", PATIENCE, () -> info("steady").path("reason").isNull(), () -> model("steady"));
        assertThat(speak("steady").floats()).isEqualTo(good);
    }

    @Test
    void a_file_that_is_still_being_written_is_never_loaded() throws Exception {
        put("growing", FIRST);
        float[] good = speak("growing").floats();
        String before = info("growing").path("version").asText();
        Path plan = folder("growing").resolve("growing.plan.onnx");
        byte[] whole = Files.readAllBytes(plan);

        int pieces = 12;
        Files.write(plan, new byte[0]);
        for (int i = 0; i < pieces; i++) {
            Files.write(plan, Arrays.copyOfRange(whole, i * whole.length / pieces, (i + 1) * whole.length / pieces), StandardOpenOption.APPEND);
            long written = System.nanoTime();
            Await.until("the next piece is due", PATIENCE, () -> System.nanoTime() - written > 100_000_000);
            assertThat(info("growing").path("version").asText()).isEqualTo(before);
            assertThat(info("growing").path("reason").isNull()).as(model("growing")).isTrue();
        }
        Await.until("the whole file serves", PATIENCE, () -> !info("growing").path("version").asText().equals(before), () -> model("growing"));

        assertThat(info("growing").path("reason").isNull()).as(model("growing")).isTrue();
        assertThat(speak("growing").floats()).isEqualTo(good);
        assertThat(DAEMON.get().log()).doesNotContain("growing is rejected").doesNotContain("growing cannot be used");
    }

    @Test
    void idle_voices_go_and_pinned_ones_and_the_default_one_stay() throws Exception {
        put("idle", SECOND);
        put("kept", SECOND);
        speak(FIRST);
        call("load", "idle");
        assertThat(call("pin", "kept").path("pinned").asBoolean()).isTrue();

        rules("{\"idle.unload.seconds\": 0.5}");

        awaitState("idle", "unloaded");
        assertThat(state("kept")).isEqualTo("loaded");
        assertThat(state(FIRST)).isEqualTo("loaded");
        call("unpin", "kept");
        awaitState("kept", "unloaded");
        assertThat(speak("idle").outcome()).as("the next request loads it again").isEqualTo("done");
    }

    @Test
    void the_least_recently_used_voice_goes_when_there_are_too_many() throws Exception {
        put("older", SECOND);
        put("newer", SECOND);
        speak("older");
        speak("newer");
        speak(FIRST);

        rules("{\"max.voices\": 2}");

        awaitState("older", "unloaded");
        assertThat(state("newer")).isEqualTo("loaded");
        assertThat(state(FIRST)).isEqualTo("loaded");
    }

    @Test
    void the_first_word_of_a_leased_voice_is_not_a_load() throws Exception {
        put("leased", SECOND);
        speak("leased");
        call("unload", "leased");
        double cold = firstSoundMillis("leased");
        call("unload", "leased");

        try (NativeClient holder = DAEMON.connect()) {
            var params = NativeClient.params();
            params.putArray("voices").add("leased");
            String lease = holder.call("lease", params, PATIENCE).path("lease").asText();
            assertThat(state("leased")).as("when the lease is there").isEqualTo("loaded");
            assertThat(info("leased").path("leases").asInt()).isEqualTo(1);
            double warm = firstSoundMillis("leased");
            System.out.printf("first sound of a voice that is not loaded %.1f ms, of a leased one %.1f ms; its load took %.1f ms%n", cold, warm,
                    info("leased").path("load_ms").asDouble());
            assertThat(warm).as("ms to the first sound, against %.1f ms of a cold voice", cold).isLessThan(cold);

            holder.call("release", NativeClient.params().put("lease", lease));
            awaitState("leased", "unloaded");
        }
        try (NativeClient holder = DAEMON.connect()) {
            var params = NativeClient.params();
            params.putArray("voices").add("leased").add("nobody");
            assertThatThrownBy(() -> holder.call("lease", params, PATIENCE)).isInstanceOfSatisfying(NativeError.class,
                    error -> assertThat(error.errorName()).isEqualTo("VOICE_NOT_FOUND"));
            assertThat(holder.status().path("leases").asInt()).isZero();
        }
    }

    // ---- reloads

    /** What became of the requests during them. */
    private record Reloads(AtomicInteger first, AtomicInteger second, List<String> wrong, int times, long nanos) {

        void print() {
            System.out.printf("%d reloads in %.1f s: %d requests in the first version, %d in the second, %d wrong%n", times, nanos / 1e9, first.get(),
                    second.get(), wrong.size());
        }
    }

    /** Replaces the files of a voice so often, each time by the other version, while clients speak with it without a pause. */
    private static Reloads reloadUnderLoad(String name, int clients, int times) throws Exception {
        put(name, FIRST);
        byte[] first = speak(name).pcm();
        byte[] second = speak(SECOND).pcm();
        Reloads reloads = new Reloads(new AtomicInteger(), new AtomicInteger(), new ArrayList<>(), times, 0);
        AtomicBoolean enough = new AtomicBoolean();
        long start = System.nanoTime();
        try (ExecutorService threads = Executors.newFixedThreadPool(clients)) {
            List<Future<List<String>>> all = new ArrayList<>();
            try {
                for (int i = 0; i < clients; i++) {
                    Callable<List<String>> client = () -> listen(name, first, second, reloads, enough);
                    all.add(threads.submit(client));
                }
                for (int i = 1; i <= times; i++) {
                    String version = info(name).path("version").asText();
                    put(name, i % 2 == 1 ? SECOND : FIRST);
                    Await.until("the new version serves", PATIENCE, () -> !info(name).path("version").asText().equals(version), () -> model(name));
                }
                AtomicInteger last = times % 2 == 1 ? reloads.second() : reloads.first();
                int before = last.get();
                Await.until("the last version is heard by all", PATIENCE, () -> last.get() > before + clients, () -> model(name));
            } finally {
                enough.set(true);
            }
            for (Future<List<String>> one : all) {
                reloads.wrong().addAll(one.get(2, TimeUnit.MINUTES));
            }
        }
        return new Reloads(reloads.first(), reloads.second(), reloads.wrong(), times, System.nanoTime() - start);
    }

    private static List<String> listen(String name, byte[] first, byte[] second, Reloads reloads, AtomicBoolean enough) throws IOException {
        List<String> wrong = new ArrayList<>();
        try (NativeClient client = DAEMON.connect()) {
            while (!enough.get()) {
                try {
                    Spoken spoken = client.say(request(name), PATIENCE);
                    if (Arrays.equals(spoken.pcm(), first)) {
                        reloads.first().incrementAndGet();
                    } else if (Arrays.equals(spoken.pcm(), second)) {
                        reloads.second().incrementAndGet();
                    } else {
                        wrong.add(spoken.outcome() + ", " + spoken.pcm().length + " bytes at " + spoken.sampleRateHz() + " Hz");
                    }
                } catch (NativeError e) {
                    wrong.add(e.errorName() + ": " + e.getMessage());
                }
            }
        }
        return wrong;
    }

    // ---- files

    /** Puts the files of a shipped voice where those of this name are, each by a rename. */
    private static void put(String name, String from) throws Exception {
        Path target = Files.createDirectories(folder(name));
        Path staging = Files.createDirectories(DAEMON.get().home().folder().resolve("staging"));
        List<Path> copies = new ArrayList<>();
        try (Stream<Path> files = Files.list(Distribution.assembled().voice(from))) {
            for (Path file : files.filter(f -> f.getFileName().toString().startsWith(from)).sorted().toList()) {
                Path copy = staging.resolve(file.getFileName().toString().replace(from, name));
                if (file.toString().endsWith(".json")) {
                    Files.writeString(copy, Files.readString(file).replace(from, name));
                } else {
                    Files.write(copy, Files.readAllBytes(file));
                }
                copies.add(copy);
            }
        }
        for (Path copy : copies) {
            Files.move(copy, target.resolve(copy.getFileName()), StandardCopyOption.ATOMIC_MOVE);
        }
    }

    private static Path folder(String name) {
        return DAEMON.get().home().voices().resolve(name);
    }

    private static Path rulesFile() {
        return DAEMON.get().home().folder().resolve("etc/org.bourdon.models.json");
    }

    private static void rules(String json) throws IOException {
        Files.createDirectories(rulesFile().getParent());
        Path written = Files.writeString(DAEMON.get().home().folder().resolve("rules"), json);
        Files.move(written, rulesFile(), StandardCopyOption.ATOMIC_MOVE);
    }

    // ---- the daemon

    private static SpeakRequest request(String voice) {
        return SpeakRequest.of(TEXT).voice(voice).withoutNoise().floats().strict();
    }

    private static Spoken speak(String voice) throws IOException, NativeError {
        try (NativeClient client = DAEMON.connect()) {
            return client.say(request(voice), PATIENCE);
        }
    }

    private static double firstSoundMillis(String voice) throws IOException, NativeError {
        return speak(voice).toFirstAudio().orElseThrow().toNanos() / 1e6;
    }

    private static JsonNode call(String what, String name) throws IOException, NativeError {
        try (NativeClient client = DAEMON.connect()) {
            return client.call("model." + what, NativeClient.params().put("name", name), PATIENCE);
        }
    }

    private static JsonNode models() throws IOException, NativeError {
        try (NativeClient client = DAEMON.connect()) {
            return client.call("model.list", NativeClient.params()).path("models");
        }
    }

    private static JsonNode info(String name) throws IOException, NativeError {
        return call("info", name);
    }

    private static String state(String name) throws IOException, NativeError {
        return info(name).path("state").asText();
    }

    private static void awaitState(String name, String state) {
        Await.until(name + " is " + state, PATIENCE, () -> state(name).equals(state), () -> model(name));
    }

    /** For messages. */
    private static String model(String name) {
        try {
            return info(name).toPrettyString();
        } catch (IOException | NativeError e) {
            return e.toString();
        }
    }
}
