package org.bourdon.core.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.bourdon.audio.session.AudioFormat;
import org.bourdon.audio.session.AudioFormat.Container;
import org.bourdon.audio.session.AudioSession;
import org.bourdon.audio.session.AudioSessionEnd;
import org.bourdon.audio.session.AudioSessionEvent;
import org.bourdon.audio.session.AudioSessionState;
import org.bourdon.error.BourdonException;
import org.bourdon.error.ErrorCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(30)
class PushedSessionTest {

    private static final AudioFormat MONO = new AudioFormat(Container.PCM, 24_000, 1, 16);
    private static final Duration BLOCK = Duration.ofMillis(20);

    private final Stage stage = new Stage(MONO, false);

    static Stream<AudioFormat> formats() {
        return Stream.of(8, 16, 24).flatMap(depth -> Stream.of(1, 2).flatMap(channels -> Stream.of(8_000, 22_050, 48_000)
                .map(rate -> new AudioFormat(Container.PCM, rate, channels, depth))));
    }

    @ParameterizedTest
    @MethodSource("formats")
    void sound_pushed_in_odd_pieces_is_played_whole_and_in_order(AudioFormat format) throws Exception {
        Stage other = new Stage(format, false);
        byte[] sound = other.sound(Duration.ofMillis(1_230));
        Random random = new Random(format.hashCode());
        int chunks = 0;
        for (int at = 0; at < sound.length; chunks++) {
            int piece = Math.min(1 + random.nextInt(777), sound.length - at);
            other.push(java.util.Arrays.copyOfRange(sound, at, at + piece));
            at += piece;
            if (chunks % 10 == 0) {
                other.run(Duration.ofMillis(5));
            }
        }
        other.client.finish();
        other.run(Duration.ofSeconds(2));

        assertThat(other.heard()).isEqualTo(sound);
        assertThat(other.client.status().statistics().bytesReceived()).isEqualTo(sound.length);
        assertThat(other.client.status().statistics().chunksProcessed()).isEqualTo(chunks);
        assertThat(other.client.status().statistics().framesPlayed()).isEqualTo(sound.length / format.bytesPerFrame());
        assertThat(other.client.status().statistics().underruns()).isZero();
        assertThat(other.drained).isTrue();
        assertThat(other.sinkClosed).isTrue();
    }

    @Test
    void sound_that_came_at_once_is_played_in_real_time() throws Exception {
        stage.push(stage.sound(Duration.ofMillis(1_500)));
        stage.client.finish();
        stage.run(Duration.ofMillis(500));

        assertThat(stage.heardTime()).as("heard after half a second").isBetween(Duration.ofMillis(500), Duration.ofMillis(500).plus(BLOCK));
        for (int i = 0; i < stage.written.size(); i++) {
            assertThat(stage.written.get(i).at()).as("block %d", i).isEqualTo(BLOCK.multipliedBy(i));
        }
        stage.run(Duration.ofMillis(990));
        assertThat(stage.events()).as("while the last block sounds").isEmpty();
        stage.run(BLOCK);
        assertThat(stage.events()).hasSize(1).first().isInstanceOfSatisfying(AudioSessionEvent.Ended.class,
                ended -> assertThat(ended.end()).isEqualTo(new AudioSessionEnd.Played()));
        assertThat(stage.left).as("nothing stays").isTrue();
    }

    @Test
    void a_client_in_real_time_is_never_dry_though_it_is_late_by_the_prebuffer() throws Exception {
        byte[] chunk = stage.sound(BLOCK);
        Random late = new Random(1);
        Duration next = Duration.ZERO;
        for (int i = 0; i < 200; i++, next = next.plus(BLOCK)) {
            Duration due = next.plusMillis(late.nextInt(90));
            if (due.compareTo(stage.now()) > 0) {
                stage.run(due.minus(stage.now()));
            }
            stage.push(chunk);
        }
        stage.client.finish();
        stage.run(Duration.ofSeconds(1));

        assertThat(stage.client.status().statistics().underruns()).isZero();
        assertThat(stage.heardTime()).isEqualTo(BLOCK.multipliedBy(200));
    }

    @Test
    void a_short_sound_is_played_though_no_more_comes() throws Exception {
        stage.push(stage.sound(BLOCK));
        stage.run(Stage.PREBUFFER.minusMillis(1));
        assertThat(stage.written).isEmpty();
        stage.run(Duration.ofMillis(1));
        assertThat(stage.written).hasSize(1);
    }

    @Test
    void a_gap_is_one_underrun_and_the_time_begins_anew_after_it() throws Exception {
        stage.push(stage.sound(Duration.ofMillis(200)));
        stage.run(Duration.ofSeconds(1));
        assertThat(stage.client.status().statistics().underruns()).isEqualTo(1);
        assertThat(stage.events()).containsExactly(new AudioSessionEvent.Underrun(1));

        stage.push(stage.sound(Duration.ofMillis(200)));
        stage.run(Duration.ofMillis(100));
        assertThat(stage.heardTime()).as("200 ms before, 100 ms now").isBetween(Duration.ofMillis(300), Duration.ofMillis(320));
        stage.client.finish();
        stage.run(Duration.ofSeconds(1));
        assertThat(stage.client.status().statistics().underruns()).as("an end is no underrun").isEqualTo(1);
    }

    @Test
    void a_full_buffer_makes_the_pusher_wait_until_it_has_been_heard() throws Exception {
        byte[] sound = stage.sound(Duration.ofSeconds(5));
        CompletableFuture<Duration> pushed = CompletableFuture.supplyAsync(() -> {
            try {
                stage.client.push(sound, Duration.ofSeconds(20));
                return stage.now();
            } catch (BourdonException | InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        // Whoever pushes needs real time to go on; what is taken and heard is bounded by the clock of the test alone.
        long patience = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!pushed.isDone() && System.nanoTime() < patience) {
            long taken = stage.client.status().statistics().bytesReceived();
            long heard = stage.client.status().statistics().framesPlayed() * MONO.bytesPerFrame();
            assertThat(taken - heard).as("waiting").isLessThanOrEqualTo(MONO.frames(Stage.BUFFER) * MONO.bytesPerFrame());
            if (stage.client.status().buffered().compareTo(Stage.BUFFER) == 0) {
                stage.run(BLOCK);
            }
            Thread.onSpinWait();
        }

        assertThat(pushed.get(1, TimeUnit.SECONDS)).as("when all was taken").isGreaterThanOrEqualTo(Duration.ofMillis(2_900));
        stage.client.finish();
        stage.run(Duration.ofSeconds(3));
        assertThat(stage.heard()).isEqualTo(sound);
    }

    @Test
    void a_push_that_waits_too_long_says_how_much_was_taken() throws Exception {
        byte[] sound = stage.sound(Duration.ofSeconds(3));
        assertThatThrownBy(() -> stage.push(sound)).isInstanceOfSatisfying(BourdonException.class,
                e -> assertThat(e.code()).isEqualTo(ErrorCode.DEADLINE_EXCEEDED)).hasMessageContaining("took 96000 of 144000 bytes");
        assertThat(stage.client.status().statistics().bytesReceived()).isEqualTo(96_000);
        assertThat(stage.client.status().statistics().chunksProcessed()).isZero();
    }

    @Test
    void a_paused_session_keeps_its_sound_and_refuses_what_it_has_no_room_for() throws Exception {
        stage.push(stage.sound(Duration.ofMillis(500)));
        stage.run(Duration.ofMillis(190));
        stage.client.pause();
        stage.run(Duration.ofSeconds(5));

        assertThat(stage.heardTime()).isEqualTo(Duration.ofMillis(200));
        assertThat(stage.client.status().state()).isEqualTo(AudioSessionState.PAUSED);
        assertThatThrownBy(() -> stage.push(stage.sound(Duration.ofSeconds(2)))).hasMessage("the session a1 is paused and has room for 81600 more bytes");
        assertThat(stage.client.status().statistics().bytesReceived()).as("nothing of it was taken").isEqualTo(24_000);

        stage.client.play();
        stage.client.finish();
        stage.run(Duration.ofMillis(320));
        assertThat(stage.heard()).isEqualTo(stage.sound(Duration.ofMillis(500)));
        assertThat(stage.client.status().state()).isEqualTo(AudioSessionState.ENDED);
        assertThat(stage.client.status().statistics().underruns()).isZero();
    }

    @Test
    void a_stop_drops_what_was_not_heard_and_is_the_one_end() throws Exception {
        stage.push(stage.sound(Duration.ofSeconds(1)));
        stage.run(Duration.ofMillis(100));
        stage.client.stop();
        stage.client.stop();
        stage.run(Duration.ofSeconds(1));

        List<AudioSessionEvent> events = stage.events();
        assertThat(events).hasSize(1).first().isInstanceOfSatisfying(AudioSessionEvent.Ended.class, ended -> {
            assertThat(ended.end()).isEqualTo(new AudioSessionEnd.Stopped());
            assertThat(ended.statistics().bytesReceived()).isEqualTo(48_000);
            assertThat(ended.statistics().framesPlayed()).isEqualTo(2_880);
            assertThat(ended.statistics().endTime()).isPresent();
        });
        assertThat(stage.sinkClosed).isTrue();
        assertThatThrownBy(() -> stage.push(new byte[2])).hasMessage("the session a1 is over");
    }

    @Test
    void the_echo_is_what_was_played_and_holds_playing_up_until_it_is_taken() throws Exception {
        Stage echo = new Stage(MONO, true);
        byte[] sound = echo.sound(Duration.ofMillis(3_500));
        byte[] first = java.util.Arrays.copyOf(sound, 96_000);
        echo.push(first);
        echo.run(Duration.ofMillis(1_600));
        echo.push(java.util.Arrays.copyOfRange(sound, 96_000, sound.length));
        echo.client.finish();
        echo.run(Duration.ofSeconds(10));
        assertThat(echo.heardTime()).as("heard while nobody takes the echo").isEqualTo(Duration.ofSeconds(2));

        java.io.ByteArrayOutputStream back = new java.io.ByteArrayOutputStream();
        int ends = 0;
        while (ends == 0) {
            for (AudioSessionEvent event : echo.events()) {
                switch (event) {
                    case AudioSessionEvent.Echo(byte[] bytes) -> back.writeBytes(bytes);
                    case AudioSessionEvent.Ended ended -> ends++;
                    default -> assertThat(event).as("no other event").isNull();
                }
            }
            echo.run(Duration.ofMillis(100));
        }
        assertThat(echo.events()).as("after the end").isEmpty();
        assertThat(back.toByteArray()).isEqualTo(sound);
        assertThat(ends).isEqualTo(1);
        assertThat(echo.client.status().statistics().underruns()).isZero();
    }

    @Test
    void a_session_whose_client_comes_back_in_time_goes_on() throws Exception {
        stage.push(stage.sound(Duration.ofMillis(300)));
        stage.run(Duration.ofMillis(100));
        stage.client.detach();
        assertThat(stage.client.next(Duration.ofSeconds(5))).contains(new AudioSessionEvent.Detached());
        stage.run(Stage.RESUME.minusSeconds(1));
        assertThat(stage.heardTime()).as("what it had was played").isEqualTo(Duration.ofMillis(300));

        AudioSession back = stage.session.attach();
        stage.run(Stage.RESUME.multipliedBy(2));
        back.push(stage.sound(Duration.ofMillis(200)), Duration.ZERO);
        back.finish();
        stage.run(Duration.ofSeconds(1));

        assertThat(stage.heardTime()).isEqualTo(Duration.ofMillis(500));
        assertThat(back.status().statistics().chunksProcessed()).isEqualTo(2);
        assertThatThrownBy(() -> stage.push(new byte[2])).as("the earlier hold").hasMessageContaining("not held by this client");
    }

    @Test
    void a_session_whose_client_stays_away_is_closed_when_the_time_is_up() throws Exception {
        stage.push(stage.sound(Duration.ofMillis(300)));
        stage.client.pause();
        stage.client.detach();
        stage.run(Stage.RESUME.minusMillis(1));
        assertThat(stage.left).isFalse();
        stage.run(Duration.ofMillis(1));
        assertThat(stage.left).isTrue();
        assertThat(stage.session.status().state()).isEqualTo(AudioSessionState.ENDED);
    }

    @Test
    void the_end_of_a_session_that_played_out_alone_waits_for_its_client() throws Exception {
        stage.push(stage.sound(Duration.ofMillis(300)));
        stage.client.finish();
        stage.client.detach();
        stage.run(Duration.ofSeconds(10));
        assertThat(stage.session.status().state()).isEqualTo(AudioSessionState.ENDED);
        assertThat(stage.left).as("left before the client could come back").isFalse();

        AudioSession back = stage.session.attach();
        assertThat(back.next(Duration.ZERO)).get().isInstanceOf(AudioSessionEvent.Ended.class);
        stage.run(BLOCK);
        assertThat(stage.left).isTrue();
    }

    @Test
    void another_connection_of_the_client_takes_over_at_once() throws Exception {
        AudioSession other = stage.session.attach();

        assertThat(stage.client.next(Duration.ZERO)).contains(new AudioSessionEvent.Detached());
        stage.client.close();
        other.push(stage.sound(BLOCK), Duration.ZERO);
        stage.run(Duration.ofSeconds(1));
        assertThat(stage.heardTime()).as("the close of a hold that does not count stops nothing").isEqualTo(BLOCK);
    }

    @Test
    void a_client_that_does_nothing_is_not_kept_for_ever() throws Exception {
        stage.run(Stage.IDLE.minusSeconds(1));
        stage.push(stage.sound(BLOCK));
        stage.run(Stage.IDLE);
        assertThat(stage.left).isFalse();
        stage.run(Duration.ofSeconds(2));
        assertThat(stage.left).isTrue();
        assertThat(stage.events().getLast()).isInstanceOfSatisfying(AudioSessionEvent.Ended.class,
                ended -> assertThat(ended.end()).isEqualTo(new AudioSessionEnd.Idle()));
    }

    @Test
    void a_sink_that_fails_ends_the_session_with_its_reason() throws Exception {
        stage.sinkFails = Optional.of(new BourdonException(ErrorCode.ENGINE_FAILED, "the device is gone"));
        stage.push(stage.sound(Duration.ofMillis(500)));
        stage.run(Duration.ofSeconds(1));

        assertThat(stage.events()).hasSize(1).first().isInstanceOfSatisfying(AudioSessionEvent.Ended.class,
                ended -> assertThat(ended.end()).isEqualTo(new AudioSessionEnd.Failed(ErrorCode.ENGINE_FAILED, "the device is gone")));
        assertThat(stage.sinkClosed).isTrue();
    }

    @Test
    void a_wav_file_that_cannot_be_played_ends_the_session() throws Exception {
        assertThatThrownBy(() -> stage.push(Wavs.file(MONO, 3, new byte[8], 8))).hasMessageContaining("floating point");
        stage.run(BLOCK);

        assertThat(stage.events()).hasSize(1).first().isInstanceOf(AudioSessionEvent.Ended.class);
        assertThat(stage.left).isTrue();
    }

    @Test
    void a_sink_that_keeps_time_is_given_sound_as_it_takes_it() throws Exception {
        stage.latency = Optional.of(Duration.ofMillis(300));
        stage.push(stage.sound(Duration.ofSeconds(1)));
        stage.run(Duration.ofMillis(1));
        assertThat(stage.heardTime()).as("given without waiting for the clock").isEqualTo(Duration.ofSeconds(1));
        assertThat(stage.client.status().statistics().underruns()).as("while the sink has sound").isZero();

        stage.run(Duration.ofSeconds(1));
        assertThat(stage.client.status().statistics().underruns()).isEqualTo(1);
    }

    @Test
    void half_a_frame_at_the_end_is_not_played() throws Exception {
        stage.push(new byte[2_401]);
        stage.client.finish();
        stage.run(Duration.ofSeconds(1));

        assertThat(stage.heard()).hasSize(2_400);
        assertThat(stage.client.status().statistics().bytesReceived()).isEqualTo(2_401);
        assertThat(stage.left).isTrue();
    }
}
