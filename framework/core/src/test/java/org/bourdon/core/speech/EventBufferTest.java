package org.bourdon.core.speech;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;

import org.bourdon.speech.CancelReason;
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
    private final EventBuffer events = new EventBuffer(2 * RATE, RATE, () -> crowded, tick);

    @Test
    void a_listener_who_has_little_gets_every_sound_at_once() throws Exception {
        for (int i = 0; i < 5; i++) {
            events.add(sound(100));
            assertThat(took(AT_ONCE)).isLessThan(AT_ONCE);
        }
    }

    @Test
    void one_who_has_plenty_gets_it_in_larger_pieces() throws Exception {
        events.add(sound(10_000));
        assertThat(took(AT_ONCE)).isLessThan(AT_ONCE);

        events.add(sound(400));
        assertThat(took(MOMENT)).as("so little is not worth taking, but there for whoever does not wait longer").isGreaterThanOrEqualTo(MOMENT);

        events.add(sound(400));
        events.add(sound(600));
        assertThat(took(AT_ONCE)).as("half of the room is worth taking").isLessThan(AT_ONCE);
    }

    @Test
    void nobody_waits_for_more_when_nothing_is_under_way() throws Exception {
        events.add(sound(100_000));
        events.take(AT_ONCE);
        events.add(sound(400));

        events.pause();

        assertThat(took(AT_ONCE)).isLessThan(AT_ONCE);
    }

    @Test
    void nothing_is_held_back_while_the_daemon_is_crowded() throws Exception {
        events.add(sound(100_000));
        events.take(AT_ONCE);
        crowded = true;

        events.add(sound(400));

        assertThat(took(AT_ONCE)).isLessThan(AT_ONCE);
    }

    @Test
    void nobody_waits_for_more_after_the_end() throws Exception {
        events.add(sound(100_000));
        events.take(AT_ONCE);
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
