package org.bourdon.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ScopeTest {

    @TempDir
    Path folder;

    private final List<Process> processes = new CopyOnWriteArrayList<>();

    @AfterEach
    void end() {
        processes.forEach(Process::destroyForcibly);
    }

    @Test
    void a_scope_is_asked_for_by_option_or_variable_and_the_option_wins() {
        try (var one = new FakeDaemon(scoped("one")).speaks(new byte[64]); var two = new FakeDaemon(scoped("two")).speaks(new byte[64])) {
            new ClientRig(home()).run("say", "--scope", "one", "Hello.", "-o", "-");
            new ClientRig(home()).with("BOURDON_SCOPE", "two").run("say", "Hello.", "-o", "-");
            new ClientRig(home()).with("BOURDON_SCOPE", "two").run("say", "--scope", "one", "Hello.", "-o", "-");

            assertThat(one.methods()).containsExactly("speak", "speak");
            assertThat(two.methods()).containsExactly("speak");
        }
    }

    @Test
    void a_dash_means_no_scope() {
        try (var base = new FakeDaemon(home()).on("voices", "{\"voices\":[]}")) {
            var ran = new ClientRig(home()).with("BOURDON_SCOPE", "one").run("voices", "--scope", "-");

            assertThat(ran.code()).as(ran.err()).isZero();
            assertThat(base.methods()).containsExactly("voices");
        }
    }

    @Test
    void a_name_that_could_lead_elsewhere_is_refused() {
        for (String name : new String[] {"../x", "a/b", "", ".hidden", "x".repeat(33), "a b"}) {
            var ran = new ClientRig(home()).run("daemon", "status", "--scope", name);

            assertThat(ran.code()).as(name).isEqualTo(2);
            assertThat(ran.err()).as(name).contains("cannot name a scope").hasLineCount(1);
        }
    }

    @Test
    void a_start_tells_the_daemon_its_scope_and_lifetime() throws IOException {
        var started = new CopyOnWriteArrayList<FakeDaemon>();
        var lifetimes = new CopyOnWriteArrayList<Lifetime>();
        long me = ProcessHandle.current().pid();

        var ran = new ClientRig(home()).startingWith((of, lifetime) -> {
            assertThat(new JavaDaemonStarter(folder).command(of, lifetime)).contains("-Dbourdon.home=" + scoped("one").path(), "-Dbourdon.scope=one",
                    "-Dbourdon.owner.pid=" + me, "-Dbourdon.idle.timeout.ms=90000");
            lifetimes.add(lifetime);
            started.add(new FakeDaemon(of));
            processes.add(Sleeper.asleep());
            return processes.getLast();
        }).run("daemon", "start", "--scope", "one", "--with-pid", String.valueOf(me), "--idle-timeout", "1.5", "--json");

        started.forEach(FakeDaemon::close);
        assertThat(ran.code()).as(ran.err()).isZero();
        assertThat(ran.text()).contains("\"scope\":\"one\"").contains("\"started\":true")
                .contains("\"lifetime\":{\"idle_timeout_ms\":90000,\"owner_pid\":" + me + ",\"while_leased\":false}");
        assertThat(lifetimes.getFirst()).hasToString("until it is idle for 1 min 30 s or process " + me + " is gone");
        assertThat(Files.getPosixFilePermissions(scoped("one").path())).isEqualTo(PosixFilePermissions.fromString("rwx------"));
        assertThat(Files.getPosixFilePermissions(home().path())).isEqualTo(PosixFilePermissions.fromString("rwx------"));
    }

    @Test
    void one_that_runs_keeps_its_lifetime_and_that_is_said() {
        try (var _ = new FakeDaemon(home()).on("status", "{\"lifetime\":{\"idle_timeout_ms\":null,\"owner_pid\":7,\"while_leased\":true}}")) {
            assertThat(new ClientRig(home()).run("daemon", "start", "--idle-timeout", "5").text())
                    .contains("was running already").contains("it stays as it was started: until process 7 is gone or the last lease is returned");
            assertThat(new ClientRig(home()).run("daemon", "start").text()).endsWith(")\n");
        }
    }

    @Test
    void who_speaks_starts_a_daemon_for_an_hour_or_as_the_variable_says() throws ClientException {
        assertThat(new ClientRig(home()).lifetimeOnDemand()).hasToString("until it is idle for 1 h");
        assertThat(new ClientRig(home()).with("BOURDON_IDLE_TIMEOUT", "0.5").lifetimeOnDemand()).hasToString("until it is idle for 30 s");
        assertThat(new ClientRig(home()).with("BOURDON_IDLE_TIMEOUT", "0").lifetimeOnDemand()).hasToString("for ever");
        assertThat(new ClientRig(home()).with("BOURDON_IDLE_TIMEOUT", "soon").run("voices").err())
                .isEqualTo("bourdon: BOURDON_IDLE_TIMEOUT is to be a number of minutes, not 'soon'\n");
        assertThat(home().path()).as("nothing is made when that cannot be understood").doesNotExist();
    }

    @Test
    void an_owner_that_is_gone_already_is_refused() throws Exception {
        Process gone = new ProcessBuilder("/bin/sh", "-c", "exit 0").start();
        gone.waitFor();

        var ran = new ClientRig(home()).run("daemon", "start", "--with-pid", String.valueOf(gone.pid()));

        assertThat(ran.code()).isEqualTo(2);
        assertThat(ran.err()).contains("there is no process " + gone.pid());
    }

    @Test
    void all_scopes_are_listed_with_what_became_of_them() throws Exception {
        Home crashed = scoped("crashed");
        crashed.create();
        Files.writeString(crashed.pidFile(), "999999999\n");
        scoped("ended").create();
        String status = "{\"uptime_ms\":65000,\"leases\":2,\"lifetime\":{\"idle_timeout_ms\":null,\"owner_pid\":null,\"while_leased\":true}}";
        try (var _ = new FakeDaemon(scoped("busy")).on("status", status)) {
            var table = new ClientRig(home()).run("daemon", "list").text();
            var json = new ClientRig(home()).run("daemon", "list", "--json").text();

            assertThat(table.replaceAll(" +", " ").lines()).containsExactly("SCOPE STATE PID UP STAYS", "- not running - - -",
                    "busy running " + ProcessHandle.current().pid() + " 1 min 5 s until the last lease is returned", "crashed crashed - - -",
                    "ended not running - - -");
            assertThat(json).contains("\"scope\":\"busy\"").contains("\"uptime_ms\":65000,\"leases\":2").contains("\"state\":\"crashed\",\"answers\":false");
        }
    }

    private Home home() {
        return new Home(folder.resolve("h"));
    }

    private Home scoped(String name) {
        return home().of(new Scope(name));
    }
}
