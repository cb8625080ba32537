package org.bourdon.itest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Many starts: at once, and one after the other. */
@Tag("alone")
class CrowdIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String WORD = "Your table is ready now.";

    private Home home;
    private Bourdon bourdon;

    @BeforeEach
    void open() throws IOException {
        home = Home.fresh();
        // Fifty virtual machines at once take their time on two cores.
        bourdon = new Bourdon(home, Files.createDirectory(home.folder().resolve("work")), PATIENCE.multipliedBy(3));
    }

    @AfterEach
    void close() throws IOException {
        home.close();
    }

    @Test
    void eight_clients_that_find_no_daemon_start_one_and_are_all_answered() throws Exception {
        startedByAll(8);
    }

    @Test
    @Tag("soak")
    void fifty_clients_that_find_no_daemon_start_one_and_are_all_answered() throws Exception {
        startedByAll(50);
    }

    private void startedByAll(int count) throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(count)) {
            List<Future<Bourdon.Result>> clients = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                String file = "word" + i + ".wav";
                clients.add(threads.submit(() -> bourdon.run("say", WORD, "-o", file)));
            }
            for (Future<Bourdon.Result> client : clients) {
                Bourdon.Result result = client.get(3 * PATIENCE.toSeconds(), TimeUnit.SECONDS);
                assertThat(result.exit()).as("%s", result).isZero();
            }
            for (int i = 0; i < count; i++) {
                assertThat(Files.size(home.folder().resolve("work/word" + i + ".wav"))).as("bytes of answer %d", i).isGreaterThan(30_000);
            }
            assertThat(home.log().lines().filter(line -> line.matches(".*Main: Bourdon .* starts, process .*"))).as("starts").hasSize(1);
        } finally {
            bourdon.stopDaemon();
        }
    }

    @Test
    void daemons_of_owners_that_were_killed_leave_nothing() throws Exception {
        startedSpokenAndBereft(1);
    }

    @Test
    @Tag("soak")
    void a_hundred_daemons_of_owners_that_were_killed_leave_nothing() throws Exception {
        startedSpokenAndBereft(100);
    }

    private void startedSpokenAndBereft(int times) throws Exception {
        startSpeakAndKillTheOwner("warm-up");
        long openFiles = openFiles();
        for (int i = 0; i < times; i++) {
            startSpeakAndKillTheOwner("scope-" + i);
        }
        try (Stream<Path> left = Files.list(home.folder().resolve("scopes"))) {
            assertThat(left).as("folders of scopes").isEmpty();
        }
        assertThat(ProcessHandle.allProcesses().filter(process -> process.info().commandLine().orElse("").contains(home.folder().toString())))
                .as("processes of this home").isEmpty();
        assertThat(openFiles()).as("this process's open files; before: %d", openFiles).isLessThanOrEqualTo(openFiles);
    }

    private void startSpeakAndKillTheOwner(String scope) throws Exception {
        Process owner = new ProcessBuilder("sleep", "600").start();
        Home folder = new Home(home.folder().resolve("scopes").resolve(scope));
        try {
            Bourdon.Result started = bourdon.run("daemon", "start", "--scope", scope, "--with-pid", Long.toString(owner.pid()));
            assertThat(started.exit()).as("%s", started).isZero();
            long pid = Long.parseLong(Files.readString(folder.pidFile()).strip());
            Bourdon.Result said = bourdon.run("say", "--scope", scope, WORD, "-o", scope + ".wav");
            assertThat(said.exit()).as("%s", said).isZero();

            owner.destroyForcibly().waitFor();

            Await.until("the daemon of " + scope + " and its folder are gone", PATIENCE,
                    () -> ProcessHandle.of(pid).isEmpty() && !Files.exists(folder.folder()), folder::log);
            Files.delete(home.folder().resolve("work").resolve(scope + ".wav"));
        } finally {
            owner.destroyForcibly().waitFor();
            for (AutoCloseable stream : List.<AutoCloseable>of(owner.getInputStream(), owner.getErrorStream(), owner.getOutputStream())) {
                stream.close();
            }
        }
    }

    private static long openFiles() throws IOException {
        try (Stream<Path> open = Files.list(Path.of("/dev/fd"))) {
            return open.count();
        }
    }
}
