package org.bourdon.itest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How a daemon comes, stays and leaves. */
class LifecycleIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private Home home;

    @BeforeEach
    void open() throws IOException {
        home = Home.fresh();
    }

    @AfterEach
    void close() throws IOException {
        home.close();
    }

    @Test
    void it_leaves_nothing_behind_when_asked_to_stop() throws Exception {
        Daemon daemon = Daemon.start(home);

        daemon.stop();

        assertThat(daemon.process().exitValue()).as(home.log()).isZero();
    }

    @Test
    void it_stops_in_order_on_a_term_signal() throws Exception {
        Daemon daemon = Daemon.start(home);

        daemon.process().destroy();

        daemon.awaitGone();
    }

    @Test
    void folder_and_socket_are_for_their_owner_alone() throws Exception {
        try (Daemon daemon = Daemon.start(home)) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(home.folder()))).isEqualTo("rwx------");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(home.socket()))).isEqualTo("rw-------");
            assertThat(Files.readString(home.pidFile()).strip()).isEqualTo(Long.toString(daemon.process().pid()));
        }
    }

    @Test
    void a_second_daemon_on_the_same_folder_leaves_at_once() throws Exception {
        try (Daemon first = Daemon.start(home)) {
            Daemon second = Daemon.launch(home);
            try {
                assertThat(second.process().waitFor(30, TimeUnit.SECONDS)).as("the second has left").isTrue();
                assertThat(second.process().exitValue()).as("its exit code").isNotZero();
            } finally {
                second.process().destroyForcibly();
            }
            try (NativeClient client = first.connect()) {
                assertThat(client.daemonPid()).isEqualTo(first.process().pid());
                assertThat(client.say("I am still the one.").outcome()).isEqualTo("done");
            }
        }
    }

    @Test
    void of_several_started_at_once_one_stays() throws Exception {
        Daemon[] all = {Daemon.launch(home), Daemon.launch(home), Daemon.launch(home)};
        try {
            Await.until("one daemon is left", PATIENCE, () -> java.util.Arrays.stream(all).filter(d -> d.process().isAlive()).count() == 1, home::log);
            Daemon survivor = java.util.Arrays.stream(all).filter(d -> d.process().isAlive()).findFirst().orElseThrow();
            survivor.awaitGreeting();
            try (NativeClient client = survivor.connect()) {
                assertThat(client.daemonPid()).isEqualTo(survivor.process().pid());
            }
            survivor.stop();
        } finally {
            for (Daemon daemon : all) {
                daemon.process().destroyForcibly();
            }
        }
    }

    @Test
    void after_a_kill_the_next_one_takes_over_socket_and_pid_file() throws Exception {
        Daemon killed = Daemon.start(home);
        killed.kill();
        assertThat(home.socket()).as("a stale socket for the next to find").exists();

        try (Daemon next = Daemon.start(home)) {
            try (NativeClient client = next.connect()) {
                assertThat(client.daemonPid()).isEqualTo(next.process().pid());
                assertThat(client.say("Back again.").outcome()).isEqualTo("done");
            }
            assertThat(Files.readString(home.pidFile()).strip()).isEqualTo(Long.toString(next.process().pid()));
        }
    }

    @Test
    void a_killed_client_and_a_hang_up_leave_it_standing() throws Exception {
        Path work = Files.createDirectories(home.folder().resolve("work"));
        Bourdon bourdon = new Bourdon(home, work);
        Bourdon.Result started = bourdon.run("daemon", "start");
        assertThat(started.exit()).as("%s", started).isZero();
        long pid = pid();
        try {
            assertThat(ProcessHandle.of(pid).orElseThrow().parent().map(ProcessHandle::pid)).as("its parent is gone").isNotEqualTo(ProcessHandle.current().pid());

            Programs.signal("HUP", pid);

            try (NativeClient client = NativeClient.connect(home.socket())) {
                assertThat(client.daemonPid()).isEqualTo(pid);
                assertThat(client.say("Still here.").outcome()).isEqualTo("done");
            }
        } finally {
            bourdon.stopDaemon();
        }
    }

    @Test
    void it_tells_running_requests_that_it_leaves() throws Exception {
        Daemon daemon = Daemon.start(home);
        try (NativeClient client = daemon.connect(); NativeClient other = daemon.connect()) {
            Speech book = client.speak("A very long book indeed. ".repeat(20_000));
            book.awaitFirstAudio(PATIENCE);

            other.call("shutdown", NativeClient.params().put("drain_ms", 100));
            Spoken spoken = book.await(PATIENCE);

            assertThat(spoken.outcome()).isEqualTo("cancelled");
            assertThat(spoken.reason()).contains("SHUTTING_DOWN");
        }
        daemon.awaitGone();
    }

    @Test
    void a_folder_too_deep_for_a_socket_is_refused_in_one_line() throws Exception {
        Path deep = Files.createDirectories(home.folder().resolve("d".repeat(60)).resolve("e".repeat(60)));
        Daemon daemon = Daemon.launch(new Home(deep));
        try {
            assertThat(daemon.process().waitFor(30, TimeUnit.SECONDS)).as("it has left; it wrote %n%s", daemon.log()).isTrue();
            assertThat(daemon.process().exitValue()).isNotZero();
            assertThat(daemon.log()).contains("100 bytes").contains("BOURDON_HOME");
        } finally {
            daemon.process().destroyForcibly();
        }
    }

    private long pid() throws Exception {
        try (NativeClient client = NativeClient.connect(home.socket())) {
            return client.daemonPid();
        }
    }
}
