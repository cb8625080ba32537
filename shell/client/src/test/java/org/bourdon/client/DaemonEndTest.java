package org.bourdon.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Stop, kill and restart, of daemons that leave gladly, late, or not at all. */
@Timeout(60)
class DaemonEndTest {

    private static final String BUSY = "{\"requests\":{\"active\":3},\"leases\":1,\"lifetime\":{\"idle_timeout_ms\":60000,\"owner_pid\":null,\"while_leased\":false}}";
    private static final Duration SHORT = Duration.ofMillis(300);

    @TempDir
    Path folder;

    private final List<Process> processes = new CopyOnWriteArrayList<>();

    @AfterEach
    void end() {
        processes.forEach(Process::destroyForcibly);
    }

    @Test
    void what_was_under_way_and_the_time_it_got_are_told() {
        Process process = process("exec sleep 60");
        try (var daemon = leavingWhenAsked(process)) {
            var ran = client().run("daemon", "stop", "--drain", "2.5");

            assertThat(ran.code()).as(ran.err()).isZero();
            assertThat(ran.text()).isEqualTo("the daemon is stopped (pid " + process.pid()
                    + "); 3 requests had been under way and got the time to end, or were cut off\n");
            assertThat(Json.number(Json.member(daemon.requests().getLast(), "params"), "drain_ms", 0)).isEqualTo(2500);
        }
    }

    @Test
    void one_that_does_not_leave_when_asked_is_sent_term() throws Exception {
        Process process = process("exec sleep 60");
        try (var _ = new FakeDaemon(home()).greets(FakeDaemon.hello(process.pid())).on("status", BUSY).on("shutdown", "{}")) {
            DaemonEnded ended = new DaemonEnd(client().surroundings(), SHORT).politely(Duration.ZERO).orElseThrow();

            assertThat(ended.inWords()).isEqualTo("the daemon is stopped (pid " + process.pid()
                    + "); it did not leave when asked, TERM ended it; lost: 3 requests under way, 1 lease");
            assertThat(process.waitFor(10, TimeUnit.SECONDS)).as("the process has ended").isTrue();
            assertThat(process.exitValue()).isEqualTo(128 + 15);
        }
    }

    @Test
    void one_that_does_not_mind_term_is_killed() throws Exception {
        Process process = process("trap '' TERM; echo ready; while :; do sleep 0.05; done");
        assertThat(process.inputReader().readLine()).isEqualTo("ready");
        try (var _ = new FakeDaemon(home()).greets(FakeDaemon.hello(process.pid())).on("status", BUSY).on("shutdown", "{}")) {
            DaemonEnded ended = new DaemonEnd(client().surroundings(), SHORT).politely(Duration.ZERO).orElseThrow();

            assertThat(ended.inWords()).contains("KILL ended it; lost: 3 requests under way");
            assertThat(process.waitFor(10, TimeUnit.SECONDS)).as("the process has ended").isTrue();
        }
    }

    @Test
    void one_that_does_not_answer_is_known_by_its_files_and_ended_all_the_same() throws Exception {
        home().create();
        Process process = process("exec sleep 60");
        Files.writeString(home().pidFile(), process.pid() + "\n");
        try (var deaf = new DeafSocket(home().socket()); var _ = lock()) {
            assertThat(client().run("daemon", "list").text()).contains("running").contains("it does not answer");

            DaemonEnded ended = new DaemonEnd(client().surroundings(), SHORT).atOnce().orElseThrow();

            assertThat(ended.pid()).isEqualTo(process.pid());
            assertThat(ended.inWords()).contains("KILL ended it; what was under way is lost, it did not tell how much");
        }
    }

    @Test
    void kill_says_what_was_lost_and_removes_what_is_left() throws Exception {
        Process process = process("exec sleep 60");
        var daemon = new FakeDaemon(home()).greets(FakeDaemon.hello(process.pid()));
        daemon.on("status", (_, wire) -> {
            daemon.stopListening();
            wire.result(BUSY);
        });
        Files.createFile(home().lock());
        Files.writeString(home().pidFile(), process.pid() + "\n");

        var ran = client().run("daemon", "kill", "--json");

        assertThat(ran.text()).contains("\"stopped\":true").contains("\"how\":\"killed\"").contains("\"requests_active\":3");
        assertThat(home().pidFile()).doesNotExist();
        daemon.close();
    }

    @Test
    void what_a_crashed_daemon_left_is_removed() throws Exception {
        home().create();
        Files.createFile(home().lock());
        Files.writeString(home().pidFile(), "999999999\n");
        new DeafSocket(home().socket()).close();

        var ran = client().run("daemon", "stop");

        assertThat(ran.text()).startsWith("no daemon runs");
        assertThat(home().pidFile()).doesNotExist();
        assertThat(home().socket()).doesNotExist();
    }

    @Test
    void the_files_of_a_living_daemon_are_never_removed() throws Exception {
        home().create();
        Files.writeString(home().pidFile(), "999999999\n");
        try (var _ = lock()) {
            new Resident(home()).removeTraces();

            assertThat(home().pidFile()).exists();
        }
    }

    @Test
    void a_process_that_has_only_inherited_the_number_is_left_alone() throws Exception {
        home().create();
        Process innocent = process("exec sleep 60");
        Files.writeString(home().pidFile(), innocent.pid() + "\n");
        Files.setLastModifiedTime(home().pidFile(), FileTime.from(Instant.now().minusSeconds(3600)));
        try (var _ = lock()) {
            var ran = client().run("daemon", "kill");

            assertThat(ran.text()).startsWith("no daemon runs");
            assertThat(innocent.isAlive()).as("the innocent lives").isTrue();
        }
    }

    @Test
    void restart_keeps_the_lifetime() {
        Process old = process("exec sleep 60");
        var lifetimes = new CopyOnWriteArrayList<Lifetime>();
        var daemons = new CopyOnWriteArrayList<FakeDaemon>();
        try (var _ = leavingWhenAsked(old)) {
            var ran = client().startingWith((of, lifetime) -> {
                lifetimes.add(lifetime);
                daemons.add(new FakeDaemon(of));
                return process("exec sleep 60");
            }).run("daemon", "restart");

            assertThat(ran.code()).as(ran.err()).isZero();
            assertThat(ran.text()).contains("is stopped (pid " + old.pid() + ")").contains("the daemon is up");
            assertThat(lifetimes.getFirst()).hasToString("until it is idle for 1 min");
        }
        daemons.forEach(FakeDaemon::close);
    }

    @Test
    void stop_all_stops_those_of_all_scopes() {
        Process one = process("exec sleep 60");
        Process two = process("exec sleep 60");
        try (var _ = leavingWhenAsked(home().of(new Scope("one")), one); var _ = leavingWhenAsked(home(), two)) {
            var ran = client().run("daemon", "stop", "--all", "--json");

            assertThat(ran.code()).as(ran.err()).isZero();
            assertThat(ran.text()).contains("\"scope\":\"one\"", "\"pid\":" + one.pid(), "\"scope\":null", "\"pid\":" + two.pid());
        }
        assertThat(client().run("daemon", "stop", "--all").text()).isEqualTo("no daemon runs\n");
        assertThat(client().run("daemon", "stop", "--all", "--scope", "one").code()).isEqualTo(2);
    }

    private FakeDaemon leavingWhenAsked(Process process) {
        return leavingWhenAsked(home(), process);
    }

    private static FakeDaemon leavingWhenAsked(Home home, Process process) {
        var daemon = new FakeDaemon(home);
        return daemon.greets(FakeDaemon.hello(process.pid())).on("status", BUSY).on("shutdown", (_, wire) -> {
            wire.result("{\"stopping\":true,\"pid\":" + process.pid() + "}");
            daemon.leave();
            process.destroyForcibly();
        });
    }

    private FileChannel lock() throws IOException {
        var lock = FileChannel.open(home().lock(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        assertThat(lock.tryLock()).isNotNull();
        return lock;
    }

    private ClientRig client() {
        return new ClientRig(home());
    }

    private Process process(String script) {
        Process process = Sleeper.shell(script);
        processes.add(process);
        return process;
    }

    private Home home() {
        return new Home(folder.resolve("h"));
    }
}
