package org.bourdon.client.stress;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.SplittableRandom;

import org.bourdon.client.FakeDaemon;
import org.bourdon.client.Home;
import org.bourdon.client.SpeakingDaemon;
import org.bourdon.client.stress.StressMischief.Outcome;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class StressVandalTest {

    @TempDir
    Path folder;

    private final StressEnd end = new StressEnd();
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
    void who_vanishes_or_stalls_is_gone_with_the_first_sound() {
        daemon.answers((request, wire) -> SpeakingDaemon.sound(wire, SpeakingDaemon.id(request), "s1"));

        assertThat(vandal().commit(StressMischief.VANISH_MID_STREAM)).isEqualTo(Outcome.LEFT);
        assertThat(vandal().commit(StressMischief.STALL)).isEqualTo(Outcome.LEFT);
        assertThat(vandal().commit(StressMischief.LEAVE_TEXT_OPEN)).isEqualTo(Outcome.LEFT);
        assertThat(vandal().commit(StressMischief.CONNECT_AND_LEAVE)).isEqualTo(Outcome.LEFT);
    }

    @Test
    void a_half_closed_connection_is_closed_by_the_daemon() {
        daemon.answers((request, wire) -> SpeakingDaemon.sound(wire, SpeakingDaemon.id(request), "s1"));

        assertThat(vandal().commit(StressMischief.HALF_CLOSE)).isEqualTo(Outcome.CLOSED);
    }

    @Test
    void an_unknown_method_and_a_cancelled_text_get_what_is_due() {
        daemon.answers(SpeakingDaemon.from(1, (request, wire) ->
                SpeakingDaemon.result(wire, SpeakingDaemon.id(request), "{\"outcome\":\"cancelled\",\"reason\":\"ASKED\"}")));

        assertThat(vandal().commit(StressMischief.UNKNOWN_METHOD)).isEqualTo(Outcome.REFUSED);
        assertThat(vandal().commit(StressMischief.CANCEL_AT_ONCE)).isEqualTo(Outcome.CANCELLED);
    }

    @Test
    void a_busy_daemon_turns_away_and_does_no_wrong() {
        daemon.answers(SpeakingDaemon.from(1, (request, wire) -> SpeakingDaemon.error(wire, SpeakingDaemon.id(request), 1010, "BUSY")));

        Outcome outcome = vandal().commit(StressMischief.VANISH_MID_STREAM);

        assertThat(outcome).isEqualTo(Outcome.TURNED_AWAY);
        assertThat(outcome.isFailure()).isFalse();
    }

    @Test
    void a_daemon_that_hangs_up_on_garbage_has_failed() {
        // The fake one hangs up by itself.
        daemon.answers(SpeakingDaemon.honest());

        Outcome outcome = vandal().commit(StressMischief.GARBAGE);

        assertThat(outcome).isIn(Outcome.DROPPED, Outcome.UNANSWERED);
        assertThat(outcome.isFailure()).isTrue();
    }

    @Test
    void an_answer_that_does_not_come_is_a_failure() {
        daemon.answers((_, _) -> { });

        assertThat(vandal().commit(StressMischief.UNKNOWN_METHOD)).isEqualTo(Outcome.UNANSWERED);
        assertThat(Outcome.UNANSWERED.isFailure()).isTrue();
    }

    @Test
    void a_daemon_that_is_gone_is_the_end() throws IOException {
        daemon.close();

        vandal().commit(StressMischief.UNKNOWN_METHOD);

        assertThat(end.whyDaemonGone()).isPresent();
    }

    @Test
    void the_same_seed_makes_the_same_garbage() {
        assertThat(StressGarbage.line(new SplittableRandom(5))).isEqualTo(StressGarbage.line(new SplittableRandom(5)));
    }

    @Test
    void garbage_is_one_line() {
        var random = new SplittableRandom(1);
        for (int i = 0; i < 500; i++) {
            byte[] line = StressGarbage.line(random);
            assertThat(line[line.length - 1]).isEqualTo((byte) '\n');
            assertThat(new String(line, java.nio.charset.StandardCharsets.ISO_8859_1).indexOf('\n')).isEqualTo(line.length - 1);
        }
    }

    private StressVandal vandal() {
        var door = new StressDoor(home, ProcessHandle.current().pid(), end);
        return new StressVandal(door, end, new SplittableRandom(1), Optional.empty(), Duration.ofMillis(500), Duration.ofMillis(40));
    }
}
