package org.bourdon.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a client makes of a daemon that goes away. */
@Timeout(60)
class ReconnectionTest {

    private static final byte[] PIECE = new byte[6400];

    @TempDir
    Path folder;

    private final List<FakeDaemon> daemons = new CopyOnWriteArrayList<>();
    private final List<Process> processes = new CopyOnWriteArrayList<>();

    @AfterEach
    void end() {
        daemons.forEach(FakeDaemon::close);
        processes.forEach(Process::destroyForcibly);
    }

    @Test
    void a_daemon_that_dies_before_the_first_sound_is_replaced_and_the_text_is_spoken() throws IOException {
        var first = running();
        first.answers((_, wire) -> {
            first.leave();
            wire.started().die();
        });
        Path wav = folder.resolve("x.wav");

        var ran = client().run("say", "Hello.", "-o", wav.toString());

        assertThat(ran.code()).as(ran.err()).isZero();
        assertThat(ran.err()).isEmpty();
        assertThat(Files.readAllBytes(wav)).hasSize(44 + PIECE.length);
        assertThat(daemons).as("daemons").hasSize(2);
    }

    @Test
    void a_daemon_that_is_leaving_is_replaced_when_it_has_left() {
        var first = running();
        first.answers((_, wire) -> wire.error(1013, "SHUTTING_DOWN", "the daemon is shutting down"))
                .answers((_, wire) -> {
                    first.leave();
                    wire.error(1013, "SHUTTING_DOWN", "the daemon is shutting down").die();
                });

        var ran = client().run("say", "Hello.", "-o", "-", "--raw");

        assertThat(ran.code()).as(ran.err()).isZero();
        assertThat(ran.out()).hasSize(PIECE.length);
        assertThat(first.methods()).hasSize(2);
    }

    @Test
    void a_speech_cancelled_for_the_daemons_end_before_any_sound_is_spoken_by_the_next_one() {
        var first = running();
        first.answers((_, wire) -> {
            first.leave();
            wire.started().result("{\"outcome\":\"cancelled\",\"reason\":\"SHUTTING_DOWN\"}");
        });

        assertThat(client().run("say", "Hello.", "-o", "-", "--raw").out()).hasSize(PIECE.length);
    }

    @Test
    void after_the_first_sound_the_end_comes_at_once_with_its_own_exit_code() {
        running().answers((_, wire) -> wire.started().audio(PIECE).die());
        long before = System.nanoTime();

        var ran = client().run("say", "Hello.", "-o", folder.resolve("x.wav").toString());

        assertThat(ran.code()).isEqualTo(4);
        assertThat(ran.err()).isEqualTo("bourdon: the daemon went away before it was done\n");
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(1));
        assertThat(daemons).as("daemons").hasSize(1);
    }

    @Test
    void a_text_that_daemons_die_of_is_given_up() {
        running().answers((_, wire) -> wire.die());

        var ran = client().run("say", "Hello.", "-o", "-");

        assertThat(ran.code()).isEqualTo(4);
        assertThat(ran.err()).isEqualTo("bourdon: the daemon went away before it was done; tried 3 times\n");
    }

    @Test
    void questions_are_asked_again_too() {
        var first = running();
        first.answers((_, wire) -> {
            first.leave();
            wire.die();
        });

        assertThat(client().run("voices").code()).isZero();
    }

    @Test
    void one_that_gives_way_to_a_leaving_daemon_is_started_again() throws Exception {
        var home = home();
        home.create();
        Process leaving = process("exec sleep 0.5");
        Files.writeString(home.pidFile(), leaving.pid() + "\n");
        var starts = new AtomicInteger();

        var ran = new ClientRig(home).startingWith((of, _) -> starts.incrementAndGet() == 1 ? process("exit 75") : started(of)).run("voices");

        assertThat(ran.code()).as(ran.err()).isZero();
        assertThat(starts).as("starts").hasValue(2);
    }

    @Test
    void a_home_that_is_taken_away_under_a_start_is_made_again() {
        var home = home().of(new Scope("short"));
        var starts = new AtomicInteger();

        var ran = new ClientRig(home()).startingWith((of, _) -> {
            if (starts.incrementAndGet() == 1) {
                Trees.remove(home.path());
                throw new ClientException(ExitCode.DAEMON_GONE, "cannot start the daemon: no such file or folder");
            }
            return started(of);
        }).run("voices", "--scope", "short");

        assertThat(ran.code()).as(ran.err()).isZero();
        assertThat(starts).as("starts").hasValue(2);
        assertThat(home.startLock()).exists();
    }

    @Test
    void a_full_queue_of_callers_is_not_waited_for_for_ever() throws Exception {
        home().create();
        Files.writeString(home().pidFile(), ProcessHandle.current().pid() + "\n");
        try (var deaf = new DeafSocket(home().socket())) {
            deaf.fill();

            var ran = new ClientRig(home()).run("daemon", "health");

            assertThat(ran.code()).as(ran.text()).isEqualTo(2);
            assertThat(ran.text()).contains("alive but does not answer").contains("to take the call");
        }
    }

    private FakeDaemon running() {
        var daemon = new FakeDaemon(home());
        daemons.add(daemon);
        return daemon;
    }

    private ClientRig client() {
        return new ClientRig(home()).startingWith((of, _) -> started(of));
    }

    private Process started(Home of) {
        daemons.add(new FakeDaemon(of).speaks(PIECE).on("voices", "{\"voices\":[]}"));
        return process("exec sleep 60");
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
