package org.bourdon.client.stress;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

import org.bourdon.client.ClientException;
import org.bourdon.client.ClientRig;
import org.bourdon.client.Connection;
import org.bourdon.client.ExitCode;
import org.bourdon.client.FakeDaemon;
import org.bourdon.client.Home;
import org.bourdon.client.Interruption;
import org.bourdon.client.Json;
import org.bourdon.client.Progress;
import org.bourdon.client.Rpc;
import org.bourdon.client.SpeakingDaemon;

import com.fasterxml.jackson.jr.stree.JrsObject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class StressTest {

    @TempDir
    Path folder;

    private Home home;
    private FakeDaemon daemon;

    @BeforeEach
    void listen() {
        home = new Home(folder.resolve("home"));
        daemon = new FakeDaemon(home);
    }

    @AfterEach
    void leave() {
        daemon.close();
    }

    @Test
    void every_request_is_sent_once_and_answered_once() throws IOException {
        daemon.answers(SpeakingDaemon.honest());

        JrsObject report = json("stress", "--requests", "50", "--clients", "5", "--json");

        JrsObject requests = Json.member(report, "requests");
        assertThat(Json.string(report, "outcome")).contains("passed");
        assertThat(Json.number(requests, "sent", 0)).isEqualTo(50);
        assertThat(Json.number(requests, "done", 0)).isEqualTo(50);
        assertThat(Json.number(requests, "failed", -1)).isZero();
        assertThat(daemon.requests()).as("what was asked for").filteredOn(request -> Json.string(request, "method").equals(Optional.of("speak"))).hasSize(50);
        assertThat(Json.decimal(Json.member(report, "sound"), "seconds", 0)).isEqualTo(50 * SpeakingDaemon.SAMPLES / 32_000.0);
        assertThat(Json.decimal(Json.member(report, "first_audio_ms"), "p50", 0)).isPositive();
    }

    @Test
    void the_voice_reaches_every_request() {
        daemon.answers(SpeakingDaemon.honest());

        var ran = run("stress", "--requests", "4", "-v", "en_US-bourdon");

        assertThat(ran.code()).as(ran.err()).isZero();
        assertThat(daemon.requests()).filteredOn(request -> Json.string(request, "method").equals(Optional.of("speak")))
                .allMatch(request -> Json.string(Json.member(request, "params"), "voice").equals(Optional.of("en_US-bourdon")));
    }

    @Test
    void a_voice_that_is_not_there_or_broken_is_refused_before_anything_is_spoken() {
        daemon.answers(SpeakingDaemon.honest());

        assertThat(run("stress", "-v", "nobody").code()).isEqualTo(3);
        assertThat(run("stress", "-v", "broken").err()).contains("cannot be used: no graph");
    }

    @Test
    void the_time_ends_it_too() throws IOException {
        daemon.answers(SpeakingDaemon.honest());

        JrsObject report = json("stress", "--seconds", "0.3", "--clients", "2", "--json");

        assertThat(Json.string(report, "outcome")).contains("passed");
        assertThat(Json.decimal(report, "seconds", 0)).isGreaterThanOrEqualTo(0.3);
    }

    @Test
    void figures_that_the_daemon_does_not_tell_are_unknown() {
        daemon.answers(SpeakingDaemon.honest());

        var ran = run("stress", "--requests", "3", "--clients", "1");

        assertThat(ran.text()).containsPattern("threads +unknown").containsPattern("open files +unknown").contains("100.0 MB at the start");
    }

    @Test
    void threads_and_open_files_are_told_when_the_daemon_knows_them() throws IOException {
        daemon.answers(SpeakingDaemon.honest().telling("\"threads\":31,\"open_files\":40"));

        JrsObject report = json("stress", "--requests", "3", "--clients", "1", "--json");

        assertThat(Json.number(Json.member(report, "threads"), "peak", 0)).isEqualTo(31);
        assertThat(Json.number(Json.member(report, "open_files"), "end", 0)).isEqualTo(40);
    }

    @Test
    void an_error_of_the_daemon_fails_the_soak_and_the_others_go_on() throws IOException {
        daemon.answers(SpeakingDaemon.from(18, (request, wire) -> SpeakingDaemon.error(wire, SpeakingDaemon.id(request), 1009, "ENGINE_FAILED")));

        var ran = run("stress", "--requests", "20", "--clients", "4", "--json");

        assertThat(ran.code()).isEqualTo(1);
        assertThat(failures(ran)).as("of 20 requests the last three").isEqualTo("{\"ENGINE_FAILED\":{\"count\":3,\"first\":\"no\"}}");
    }

    @Test
    void samples_that_do_not_arrive_are_missed() throws IOException {
        daemon.answers(SpeakingDaemon.from(1, (request, wire) -> {
            SpeakingDaemon.sound(wire, SpeakingDaemon.id(request), "s1");
            SpeakingDaemon.done(wire, SpeakingDaemon.id(request), SpeakingDaemon.SAMPLES + 1);
        }));

        assertThat(failures(run("stress", "--requests", "1", "--json"))).contains("WRONG_LENGTH", "640 bytes arrived of 321 samples");
    }

    @Test
    void sound_of_another_session_is_noticed() throws IOException {
        daemon.answers(SpeakingDaemon.from(1, (request, wire) -> SpeakingDaemon.sound(wire, SpeakingDaemon.id(request), "s2")));

        assertThat(failures(run("stress", "--requests", "1", "--json"))).contains("WRONG_SESSION");
    }

    @Test
    void sound_of_another_request_is_noticed() throws IOException {
        daemon.answers(SpeakingDaemon.from(1, (_, wire) -> SpeakingDaemon.sound(wire, "r99", "s1")));

        assertThat(failures(run("stress", "--requests", "1", "--json"))).contains("STRAY_MESSAGE");
    }

    @Test
    void a_second_answer_is_noticed_even_after_the_last_request() throws IOException {
        daemon.answers(SpeakingDaemon.from(1, (request, wire) -> {
            SpeakingDaemon.sound(wire, SpeakingDaemon.id(request), "s1");
            SpeakingDaemon.done(wire, SpeakingDaemon.id(request), SpeakingDaemon.SAMPLES);
            SpeakingDaemon.done(wire, SpeakingDaemon.id(request), SpeakingDaemon.SAMPLES);
        }));

        var ran = run("stress", "--requests", "1", "--json");

        assertThat(ran.code()).isEqualTo(1);
        assertThat(failures(ran)).contains("STRAY_MESSAGE");
    }

    @Test
    void a_connection_that_the_daemon_drops_is_a_failure_and_the_client_comes_again() throws IOException {
        daemon.answers(SpeakingDaemon.from(6, (_, wire) -> wire.die()));

        var ran = run("stress", "--requests", "8", "--clients", "1", "--json");

        assertThat(ran.code()).isEqualTo(1);
        assertThat(failures(ran)).contains("\"CONNECTION_LOST\":{\"count\":3");
    }

    @Test
    void a_daemon_that_goes_away_ends_the_soak_with_code_4_and_a_report() {
        daemon.answers(SpeakingDaemon.from(6, (_, wire) -> {
            daemon.leave();
            wire.die();
        }));

        var ran = run("stress", "--requests", "1000", "--clients", "1");

        assertThat(ran.code()).isEqualTo(4);
        assertThat(ran.err()).contains("went away: nobody listens on").hasLineCount(1);
        assertThat(ran.text()).contains("6 sent, 5 done, 1 failed").contains("is gone");
    }

    @Test
    void another_daemon_in_its_place_is_not_the_one_that_was_asked() {
        daemon.answers(SpeakingDaemon.from(6, (_, wire) -> {
            daemon.greets(FakeDaemon.hello(1));
            wire.die();
        }));

        var ran = run("stress", "--requests", "1000", "--clients", "1");

        assertThat(ran.code()).isEqualTo(4);
        assertThat(ran.err()).contains("another daemon (pid 1) has taken its place");
    }

    @Test
    void sessions_that_stay_behind_are_told_as_leaked() throws Exception {
        var script = SpeakingDaemon.from(1, (request, wire) -> {
            SpeakingDaemon.sound(wire, SpeakingDaemon.id(request), "s1");
            SpeakingDaemon.done(wire, SpeakingDaemon.id(request), SpeakingDaemon.SAMPLES);
        });
        daemon.answers((request, wire) -> {
            if (Json.string(request, "method").equals(Optional.of("speak"))) {
                script.tellingOf(3);
            }
            script.play(request, wire);
        });

        StressReport report = soak(new StressPlan(OptionalLong.of(2), Optional.empty(), 1, false, 0, Optional.empty()));

        assertThat(report.verdict()).isEqualTo(ExitCode.DAEMON_FAILED);
        assertThat(StressReportText.of(report)).contains("LEAKED 2 sessions, 0 requests");
    }

    @Test
    void wrong_use_is_said_before_anything_starts() {
        assertThat(run("stress", "--clients", "0").code()).isEqualTo(2);
        assertThat(run("stress", "--requests", "0").code()).isEqualTo(2);
        assertThat(run("stress", "--seconds", "-1").code()).isEqualTo(2);
        assertThat(run("stress", "--seed", "1").err()).contains("--seed goes with --chaos");
        assertThat(daemon.requests()).isEmpty();
    }

    @Test
    void a_terminal_shows_a_bar_and_a_pipe_does_not() {
        daemon.answers(SpeakingDaemon.honest());

        var onTerminal = new ClientRig(home).onTerminal("2").run("stress", "--seconds", "0.2", "--clients", "1");

        assertThat(onTerminal.err()).contains("[").contains(" × · 100 MB").endsWith("\r\033[K");
        assertThat(run("stress", "--requests", "3").err()).isEmpty();
    }

    private StressReport soak(StressPlan plan) throws ClientException {
        var progress = new Progress(System.err, false);
        try (Rpc watched = Rpc.greeted(connection())) {
            return new StressRun(plan, new Interruption(), progress, Duration.ofMillis(200)).against(watched, home);
        }
    }

    private Connection connection() throws ClientException {
        try {
            return Connection.open(home.socket());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private ClientRig.Ran run(String... arguments) {
        return new ClientRig(home).run(arguments);
    }

    private JrsObject json(String... arguments) throws IOException {
        var ran = run(arguments);
        assertThat(ran.code()).as(ran.err() + ran.text()).isZero();
        return Json.object(ran.out(), 0, ran.out().length);
    }

    private static String failures(ClientRig.Ran ran) throws IOException {
        return Json.text(Json.member(Json.member(Json.object(ran.out(), 0, ran.out().length), "requests"), "failures"));
    }
}
