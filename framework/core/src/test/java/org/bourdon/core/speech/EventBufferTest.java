package org.bourdon.core.speech;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;

import org.bourdon.speech.CancelReason;
import org.bourdon.error.ErrorCode;
import org.bourdon.speech.Outcome;
import org.bourdon.speech.SpeechEvent;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class EventBufferTest {

    private static final int RATE = 1_000;
    private static final Duration AT_ONCE = Duration.ofSeconds(20);
    private static final Duration MOMENT = Duration.ofMillis(30);

    private boolean crowded;
    /** Two seconds of sound at most. */
    @AutoClose
    private final Tick tick = new Tick();
    private final SoundHeld held = new SoundHeld(1_000_000);
    private final EventBuffer events = new EventBuffer(2 * RATE, RATE, () -> crowded, tick, held.open(() -> { }));

    @Test
    void a_listener_who_has_little_gets_every_sound_at_once() throws Exception {
        for (int i = 0; i < 5; i++) {
            events.add(sound(100));
            assertThat(took(AT_ONCE)).isLessThan(AT_ONCE);
        }
    }

    @Test
    void one_who_has_plenty_gets_it_in_larger_pieces() throws Exception {
        hear(10_000);

        events.add(sound(400));
        assertThat(took(MOMENT)).as("so little is not worth taking, but there for whoever does not wait longer").isGreaterThanOrEqualTo(MOMENT);

        events.add(sound(400));
        events.add(sound(600));
        assertThat(took(AT_ONCE)).as("half of the room is worth taking").isLessThan(AT_ONCE);
    }

    @Test
    void nobody_waits_for_more_when_nothing_is_under_way() throws Exception {
        hear(100_000);
        events.add(sound(400));

        events.pause();

        assertThat(took(AT_ONCE)).isLessThan(AT_ONCE);
    }

    @Test
    void nothing_is_held_back_while_the_daemon_is_crowded() throws Exception {
        hear(100_000);
        crowded = true;

        events.add(sound(400));

        assertThat(took(AT_ONCE)).isLessThan(AT_ONCE);
    }

    @Test
    void long_sound_is_given_out_in_pieces_and_held_until_the_next_is_asked_for() throws Exception {
        events.add(sound(1_200));
        assertThat(held.samples()).isEqualTo(1_200);

        for (int length : new int[] {500, 500, 200}) {
            assertThat(events.take(AT_ONCE)).get().isInstanceOfSatisfying(SpeechEvent.Audio.class, piece -> assertThat(piece.samples()).hasSize(length));
        }
        assertThat(held.samples()).isEqualTo(200);
        events.take(Duration.ZERO);
        assertThat(held.samples()).isZero();
    }

    @Test
    void who_is_told_another_end_gets_none_of_the_sound() throws Exception {
        events.add(sound(1_200));
        events.end(new Outcome.Done(1_200, 1, Duration.ZERO, Duration.ZERO), false);
        Outcome busy = new Outcome.Failed(ErrorCode.BUSY, "no room");

        events.endInstead(busy);

        assertThat(events.take(AT_ONCE)).contains(new SpeechEvent.Ended(busy));
        assertThat(held.samples()).isZero();
    }

    @Test
    void there_is_room_for_less_while_the_daemon_is_crowded() {
        events.add(sound(RATE));
        assertThat(events.hasRoom()).isTrue();

        crowded = true;
        assertThat(events.hasRoom()).isFalse();
    }

    @Test
    void nobody_waits_for_more_after_the_end() throws Exception {
        hear(100_000);
        events.add(sound(400));

        events.end(new Outcome.Done(100_400, 1, Duration.ZERO, Duration.ZERO), false);

        assertThat(took(AT_ONCE)).isLessThan(AT_ONCE);
        assertThat(events.take(AT_ONCE)).containsInstanceOf(SpeechEvent.Ended.class);
    }

    @Test
    void what_comes_before_the_sound_comes_with_it() throws Exception {
        events.add(new SpeechEvent.Started("anna", "tone", RATE, Optional.empty()));
        events.add(new SpeechEvent.SentenceBegun(0, "Hello.", 0));
        events.add(sound(10));

        assertThat(events.take(AT_ONCE)).containsInstanceOf(SpeechEvent.Started.class);
        assertThat(events.take(Duration.ZERO)).containsInstanceOf(SpeechEvent.SentenceBegun.class);
        assertThat(events.take(Duration.ZERO)).containsInstanceOf(SpeechEvent.Audio.class);
        assertThat(events.take(Duration.ZERO)).isEmpty();
    }

    @Test
    void a_full_buffer_has_room_again_when_it_is_taken_from() throws Exception {
        events.add(sound(2 * RATE));
        assertThat(events.hasRoom()).isFalse();

        events.take(AT_ONCE);

        assertThat(events.hasRoom()).isTrue();
    }

    @Test
    void a_cancelled_request_drops_its_sound_and_ends_once() throws Exception {
        events.add(sound(100));

        events.end(new Outcome.Cancelled(CancelReason.ASKED), true);
        events.add(sound(100));

        assertThat(events.take(AT_ONCE)).contains(new SpeechEvent.Ended(new Outcome.Cancelled(CancelReason.ASKED)));
        assertThat(events.take(Duration.ZERO)).isEmpty();
    }

    private void hear(int samples) throws InterruptedException {
        events.add(sound(samples));
        for (int heard = 0; heard < samples; ) {
            heard += ((SpeechEvent.Audio) events.take(AT_ONCE).orElseThrow()).samples().length;
        }
    }

    private static SpeechEvent sound(int samples) {
        return new SpeechEvent.Audio(new float[samples]);
    }

    /** How long it took to take something. */
    private Duration took(Duration patience) throws InterruptedException {
        long begin = System.nanoTime();
        assertThat(events.take(patience)).containsInstanceOf(SpeechEvent.Audio.class);
        return Duration.ofNanos(System.nanoTime() - begin);
    }
}
