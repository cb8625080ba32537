package org.bourdon.core.speech;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

class SoundHeldTest {

    private final SoundHeld held = new SoundHeld(1_000);
    private final List<String> shed = new ArrayList<>();

    @Test
    void when_too_much_is_held_those_go_who_have_taken_nothing_for_the_longest() {
        SoundHeld.Account slow = open("slow", 600);
        open("slower", 500);
        open("listens", 300);
        slow.taken();

        held.makeRoom();

        assertThat(shed).containsExactly("slower");
        assertThat(held.samples()).isEqualTo(900);
    }

    @Test
    void who_waits_for_sound_and_has_none_stays_however_long() {
        open("waits", 0);
        SoundHeld.Account slow = open("slow", 1_100);
        slow.taken();

        held.makeRoom();

        assertThat(shed).containsExactly("slow");
    }

    @Test
    void nobody_goes_while_there_is_room() {
        open("one", 500);
        open("other", 500);

        held.makeRoom();

        assertThat(shed).isEmpty();
    }

    @Test
    void who_is_gone_already_is_not_told_again() {
        SoundHeld.Account gone = open("gone", 5_000);
        gone.close();

        held.makeRoom();

        assertThat(shed).isEmpty();
    }

    private SoundHeld.Account open(String name, int samples) {
        SoundHeld.Account[] account = new SoundHeld.Account[1];
        account[0] = held.open(() -> {
            shed.add(name);
            account[0].free(samples);
        });
        account[0].add(samples);
        return account[0];
    }
}
