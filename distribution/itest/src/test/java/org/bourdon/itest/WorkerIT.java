package org.bourdon.itest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** The engine in processes of its own: they may crash, the daemon stays and speaks on; when it goes, they go. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "processes are looked at in /proc")
@Tag("alone")
class WorkerIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration RECOVERY = Duration.ofSeconds(3);
    /** A recovery takes some six of them. */
    private static final int BARE_STARTS = 15;
    private static final String TEXT = "The engine may fall and rise again while I am speaking. Nobody shall hear it.";
    /** Without noise the same text gives the same sound each time. */
    private static final SpeakRequest STEADY = SpeakRequest.of(TEXT).withoutNoise();
    private static final int CLIENTS = 4;

    private Home home;

    @BeforeEach
    void prepare() throws IOException {
        home = Home.fresh();
        Files.writeString(Files.createDirectories(home.folder().resolve("etc")).resolve("org.bourdon.onnx.json"), "{\"isolation\": \"process\"}\n");
    }

    @AfterEach
    void clean() throws IOException {
        home.close();
    }

    @Test
    void crashes_of_the_engine_under_load_cost_no_request_and_never_the_daemon() throws Exception {
        crashUnderLoad(3);
    }

    @Test
    @Tag("soak")
    void twenty_crashes_of_the_engine_under_load_cost_no_request_and_never_the_daemon() throws Exception {
        crashUnderLoad(20);
    }

    private void crashUnderLoad(int crashes) throws Exception {
        Daemon daemon = Daemon.start(home);
        List<Long> children;
        try (ExecutorService threads = Executors.newFixedThreadPool(CLIENTS); NativeClient watcher = daemon.connect("watcher")) {
            Spoken whole = watcher.say(STEADY, PATIENCE);
            AtomicBoolean enough = new AtomicBoolean();
            Map<String, Integer> ends = new ConcurrentHashMap<>();
            List<Future<Integer>> clients = new ArrayList<>();
            for (int i = 0; i < CLIENTS; i++) {
                String prefix = "c" + i + "-";
                Callable<Integer> client = () -> speakUntil(enough, daemon, prefix, whole.pcm(), ends);
                clients.add(threads.submit(client));
            }
            double[] recovery = new double[crashes];
            double[] bare = new double[crashes];
            try {
                for (int i = 0; i < crashes; i++) {
                    recovery[i] = crash(watcher);
                    bare[i] = emptyStart();
                }
            } finally {
                enough.set(true);
            }
            int spoken = 0;
            for (Future<Integer> client : clients) {
                spoken += client.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            }
            Arrays.sort(recovery);
            System.out.printf("%d crashes of the engine under the load of %d clients: %d requests, ends %s; recovery median %.0f ms, slowest %.0f ms%n",
                    crashes, CLIENTS, spoken, ends, recovery[crashes / 2], recovery[crashes - 1]);
            Arrays.sort(bare);
            // The machine may do other things too: what an empty virtual machine needs at the same time tells how many.
            assertThat(recovery[crashes / 2]).as("ms of a recovery: %s; of an empty start: %s", Arrays.toString(recovery), Arrays.toString(bare))
                    .isLessThan(Math.max(RECOVERY.toMillis(), BARE_STARTS * bare[crashes / 2]));
            assertThat(ends.keySet()).as("ends of requests").containsExactly("done");
            assertThat(daemon.process().isAlive()).isTrue();
            JsonNode status = watcher.status();
            assertThat(status.path("pid").asLong()).as("the daemon").isEqualTo(daemon.process().pid());
            assertThat(status.at("/engines/0/isolation").asText()).isEqualTo("process");
            children = children(daemon);
            assertThat(processes(status).stream().mapToInt(process -> process.path("restarts").asInt()).sum()).as("restarts in %s", status.path("engines"))
                    .isPositive();
        } finally {
            daemon.close();
        }
        assertThat(children).as("processes of the engine after the daemon's end").noneMatch(WorkerIT::isAlive);
    }

    /** @return how many requests there were; each ends with all its sound or an error that says what */
    private static int speakUntil(AtomicBoolean enough, Daemon daemon, String prefix, byte[] sound, Map<String, Integer> ends) throws IOException {
        int requests = 0;
        try (NativeClient client = daemon.connect(prefix)) {
            while (!enough.get()) {
                String end;
                try {
                    Spoken spoken = client.say(STEADY, PATIENCE);
                    end = Arrays.equals(spoken.pcm(), sound) ? spoken.outcome() : spoken.outcome() + " with another sound";
                } catch (NativeError e) {
                    end = e.errorName() + ": " + e.getMessage();
                }
                ends.merge(end, 1, Integer::sum);
                requests++;
            }
        }
        return requests;
    }

    /** @return milliseconds from the signal until the process's lane has another one with all its models open */
    private double crash(NativeClient watcher) throws Exception {
        JsonNode victim = processes(watcher.status()).getFirst();
        long pid = victim.path("pid").asLong();
        Programs.signal("SEGV", pid);
        long begin = System.nanoTime();
        Await.until(victim.path("lane").asText() + " has another process", PATIENCE,
                () -> processes(watcher.status()).stream().anyMatch(process -> process.path("lane").equals(victim.path("lane"))
                        && process.path("pid").asLong() != pid), home::log);
        double millis = (System.nanoTime() - begin) / 1e6;
        assertThat(isAlive(pid)).as("the process %d is alive after its crash", pid).isFalse();
        assertThat(watcher.say("Still here.").outcome()).isEqualTo("done");
        return millis;
    }

    private static double emptyStart() throws IOException, InterruptedException {
        long begin = System.nanoTime();
        assertThat(new ProcessBuilder(Distribution.java().toString(), "-XX:+UseSerialGC", "-version").redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD).start().waitFor()).isZero();
        return (System.nanoTime() - begin) / 1e6;
    }

    @Test
    void a_killed_daemon_leaves_no_process_behind_and_the_next_one_speaks() throws Exception {
        Daemon first = Daemon.start(home);
        try (NativeClient client = first.connect()) {
            client.speak("One sentence after the other. ".repeat(500)).awaitFirstAudio(PATIENCE);
            List<Long> children = children(first);
            assertThat(children).isNotEmpty().allMatch(WorkerIT::isAlive);

            first.kill();

            Await.until("the engine's processes are gone", Duration.ofSeconds(2), () -> children.stream().noneMatch(WorkerIT::isAlive), home::log);
        }
        Daemon second = Daemon.start(home);
        try (second; NativeClient client = second.connect()) {
            assertThat(client.say("I am the next.").outcome()).isEqualTo("done");
            // A process that starts beside this has its door for a moment.
            Await.until("no door is left open", PATIENCE, () -> {
                try (Stream<Path> files = Files.list(home.folder())) {
                    return files.noneMatch(file -> file.getFileName().toString().matches("engine\\d+\\.sock"));
                }
            }, home::log);
        }
    }

    private static List<Long> children(Daemon daemon) throws IOException, NativeError {
        return processes(daemon.status()).stream().map(process -> process.path("pid").asLong()).toList();
    }

    private static List<JsonNode> processes(JsonNode status) {
        return StreamSupport.stream(status.at("/engines/0/processes").spliterator(), false).toList();
    }

    /** An orphan may stay a zombie where the first process reaps none. */
    private static boolean isAlive(long pid) {
        try {
            return !Files.readString(Path.of("/proc", Long.toString(pid), "stat")).replaceAll("^.*\\) ", "").startsWith("Z");
        } catch (IOException gone) {
            return false;
        }
    }
}
