package org.bourdon.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class LeaseTest {

    @TempDir
    Path folder;

    private final List<Process> processes = new CopyOnWriteArrayList<>();

    @AfterEach
    void end() {
        processes.forEach(Process::destroyForcibly);
    }

    @Test
    void without_a_command_it_is_wrong_use() {
        var ran = new ClientRig(home()).run("lease");

        assertThat(ran.code()).isEqualTo(2);
        assertThat(ran.err()).isEqualTo("bourdon: which command is to run? See 'bourdon lease --help'\n");
    }

    @Test
    void a_command_runs_with_the_lease_held_and_finds_the_daemon() throws IOException {
        Path seen = folder.resolve("seen");
        Home scope = home().of(new Scope("tests"));
        try (var daemon = leasing(scope)) {
            var ran = new ClientRig(home()).run("lease", "--scope", "tests", "--", "/bin/sh", "-c", "echo $BOURDON_HOME $BOURDON_SCOPE >" + seen + "; exit 7");

            assertThat(ran.code()).as(ran.err()).isEqualTo(7);
            assertThat(seen).hasContent(home().path() + " tests\n");
            assertThat(daemon.methods()).containsExactly("lease", "release");
            assertThat(Json.string(Json.member(daemon.requests().getFirst(), "params"), "holder")).contains("/bin/sh");
            assertThat(Json.string(Json.member(daemon.requests().getLast(), "params"), "lease")).contains("l1");
        }
    }

    @Test
    void what_stands_behind_the_program_is_its_own() throws IOException {
        Path seen = folder.resolve("seen");
        try (var _ = leasing(home())) {
            new ClientRig(home()).run("lease", "--holder", "me", "/bin/sh", "-c", "echo \"$@\" >" + seen, "sh", "--scope", "-h", "@x");

            assertThat(seen).hasContent("--scope -h @x\n");
        }
    }

    @Test
    void a_daemon_started_for_it_stays_while_it_is_leased() {
        var lifetimes = new CopyOnWriteArrayList<Lifetime>();
        var daemons = new CopyOnWriteArrayList<FakeDaemon>();

        var ran = new ClientRig(home()).startingWith((of, lifetime) -> {
            lifetimes.add(lifetime);
            daemons.add(leasing(of));
            processes.add(Sleeper.asleep());
            return processes.getLast();
        }).run("lease", "--", "/bin/true");

        daemons.forEach(FakeDaemon::close);
        assertThat(ran.code()).as(ran.err()).isZero();
        assertThat(lifetimes).containsExactly(Lifetime.WHILE_LEASED);
    }

    @Test
    void a_command_that_dies_of_a_signal_gives_its_number() {
        try (var _ = leasing(home())) {
            assertThat(new ClientRig(home()).run("lease", "--", "/bin/sh", "-c", "kill -9 $$").code()).isEqualTo(128 + 9);
        }
    }

    @Test
    void a_command_that_cannot_be_run_is_127() {
        try (var _ = leasing(home())) {
            var ran = new ClientRig(home()).run("lease", "--", "/no/such/program");

            assertThat(ran.code()).isEqualTo(127);
            assertThat(ran.err()).startsWith("bourdon: cannot run /no/such/program: ").hasLineCount(1);
        }
    }

    @Test
    void a_command_outlives_the_daemon_and_that_is_said() throws IOException {
        Path begun = folder.resolve("begun");
        Path go = folder.resolve("go");
        var said = new ByteArrayOutputStream();
        var client = new ClientRig(home()).saying(said);
        try (var daemon = new FakeDaemon(home())) {
            daemon.on("lease", (_, wire) -> {
                wire.result("{\"lease\":\"l1\"}");
                Await.that("the command runs", Duration.ofSeconds(20), () -> Files.exists(begun));
                wire.die();
            });
            var running = CompletableFuture.supplyAsync(() -> client.run("lease", "--", "/bin/sh", "-c",
                    "touch " + begun + "; until [ -e " + go + " ]; do sleep 0.05; done; exit 3").code(), Thread::startVirtualThread);

            Await.that("the loss is said", Duration.ofSeconds(20),
                    () -> said.toString(StandardCharsets.UTF_8).contains("went away, and the lease with it; the command goes on"));
            Files.createFile(go);

            assertThat(running.join()).isEqualTo(3);
        }
    }

    private static FakeDaemon leasing(Home home) {
        return new FakeDaemon(home).on("lease", "{\"lease\":\"l1\"}").on("release", "{}");
    }

    private Home home() {
        return new Home(folder.resolve("h"));
    }
}
