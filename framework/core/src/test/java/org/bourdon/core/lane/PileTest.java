package org.bourdon.core.lane;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import org.bourdon.core.voice.VoiceVersion;
import org.bourdon.error.BourdonException;
import org.bourdon.voice.LoadedVoice;
import org.bourdon.voice.ModelOpener;
import org.bourdon.voice.ModelSet;
import org.bourdon.voice.Voice;
import org.bourdon.voice.VoiceFormat;
import org.junit.jupiter.api.Test;

class PileTest {

    private record Named(String name, Urgency urgency) implements LaneTask {

        @Override
        public void run(Lane lane) {
            throw new AssertionError("not here");
        }

        @Override
        public void refuse(BourdonException why) {
            throw new AssertionError("not here");
        }
    }

    private static final class NoFormat implements VoiceFormat {

        @Override
        public String name() {
            return "none";
        }

        @Override
        public Optional<Voice> describe(Path file) {
            return Optional.empty();
        }

        @Override
        public LoadedVoice open(Voice voice, ModelSet models, ModelOpener opener) {
            throw new AssertionError("not here");
        }
    }

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final VoiceVersion anna = voice("anna");
    private final VoiceVersion ben = voice("ben");
    private final Pile pile = new Pile(3);
    private final Mailbox both = new Mailbox(5, pile, voice -> true);
    private final Mailbox annas = new Mailbox(5, pile, anna::equals);

    @Test
    void a_sentence_goes_to_whichever_lane_comes_first() throws Exception {
        pile.put(new Named("first", Urgency.firstStep(1)), anna);
        pile.put(new Named("second", Urgency.firstStep(2)), anna);

        assertThat(next(annas)).contains("first");
        assertThat(next(both)).contains("second");
        assertThat(next(annas)).isEmpty();
    }

    @Test
    void a_lane_passes_over_sentences_of_voices_that_it_does_not_have() throws Exception {
        pile.put(new Named("of ben", Urgency.firstStep(1)), ben);
        pile.put(new Named("of anna", Urgency.firstStep(2)), anna);

        assertThat(next(annas)).contains("of anna");
        assertThat(next(annas)).isEmpty();
        assertThat(next(both)).contains("of ben");
    }

    @Test
    void what_a_lane_has_begun_waits_for_first_steps_and_goes_before_sentences_that_are_less_urgent() throws Exception {
        annas.put(new Named("begun, dry at 200", Urgency.laterStep(200)));
        pile.put(new Named("next sentence, dry at 300", Urgency.laterStep(300)), anna);
        pile.put(new Named("somebody waits", Urgency.firstStep(100)), anna);

        assertThat(next(annas)).contains("somebody waits");
        assertThat(next(annas)).contains("begun, dry at 200");
        assertThat(next(annas)).contains("next sentence, dry at 300");
    }

    @Test
    void what_a_lane_has_begun_goes_before_sentences_that_are_more_urgent_but_patient() throws Exception {
        long plenty = System.nanoTime() + Duration.ofMinutes(1).toNanos();
        annas.put(new Named("begun", Urgency.laterStep(plenty + 100, 1)));
        pile.put(new Named("another's next sentence", Urgency.laterStep(plenty)), anna);

        assertThat(next(annas)).contains("begun");
        assertThat(next(annas)).contains("another's next sentence");
    }

    @Test
    void a_sentence_wakes_a_lane_that_has_its_voice() throws Exception {
        CompletableFuture<Optional<String>> waiting = waiting(both);
        CompletableFuture<Optional<String>> waitingForAnna = waiting(annas);

        pile.put(new Named("of ben", Urgency.firstStep(1)), ben);
        assertThat(waiting.get(PATIENCE.toSeconds(), TimeUnit.SECONDS)).contains("of ben");

        pile.put(new Named("of anna", Urgency.firstStep(2)), anna);
        assertThat(waitingForAnna.get(PATIENCE.toSeconds(), TimeUnit.SECONDS)).contains("of anna");
    }

    @Test
    void what_a_lane_keeps_for_itself_wakes_no_other_until_it_finds_something_more_urgent() throws Exception {
        CompletableFuture<Optional<String>> waiting = waiting(both);

        pile.keep(new Named("next sentence", Urgency.laterStep(200)), anna);
        assertThat(isIdle(both)).as("the other lane sleeps on").isTrue();

        annas.put(new Named("dry sooner", Urgency.laterStep(100)));
        assertThat(next(annas)).contains("dry sooner");
        assertThat(waiting.get(PATIENCE.toSeconds(), TimeUnit.SECONDS)).contains("next sentence");
    }

    @Test
    void a_lane_that_is_at_work_is_not_closed_for_being_idle() throws Exception {
        assertThat(both.closeIfIdle(() -> true)).as("nobody waits at the door: the lane is in a step").isFalse();

        CompletableFuture<Optional<String>> waiting = waiting(both);
        assertThat(both.closeIfIdle(() -> false)).as("it has sentences under way").isFalse();
        assertThat(both.closeIfIdle(() -> true)).isTrue();
        assertThat(waiting.get(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isEmpty();
    }

    @Test
    void a_full_pile_takes_no_more_and_gives_everything_back_at_the_end() {
        for (int i = 0; i < 3; i++) {
            assertThat(pile.put(new Named("sentence " + i, Urgency.firstStep(i)), anna)).isTrue();
        }
        assertThat(pile.put(new Named("one too many", Urgency.firstStep(9)), anna)).isFalse();

        assertThat(pile.clear()).extracting(task -> ((Named) task).name()).containsExactly("sentence 0", "sentence 1", "sentence 2");
        assertThat(pile.size()).isZero();
    }

    private CompletableFuture<Optional<String>> waiting(Mailbox mailbox) {
        CompletableFuture<Optional<String>> taken = new CompletableFuture<>();
        Thread.ofPlatform().daemon().start(() -> {
            try {
                taken.complete(mailbox.take(PATIENCE).map(task -> ((Named) task).name()));
            } catch (InterruptedException e) {
                taken.completeExceptionally(e);
            }
        });
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!isIdle(mailbox)) {
            assertThat(System.nanoTime()).as("the lane waits at its door").isLessThan(deadline);
            Thread.onSpinWait();
        }
        return taken;
    }

    private boolean isIdle(Mailbox mailbox) {
        pile.lock.lock();
        try {
            return pile.isIdle(mailbox);
        } finally {
            pile.lock.unlock();
        }
    }

    private static Optional<String> next(Mailbox mailbox) throws InterruptedException {
        return mailbox.take(Duration.ZERO).map(task -> ((Named) task).name());
    }

    private static VoiceVersion voice(String name) {
        List<ModelSet> models = List.of(ModelSet.of(Path.of(name + ".tone")));
        Voice voice = new Voice(name, "none", Locale.ENGLISH, 16_000, List.of(), Voice.Granularity.STEPS, Path.of(name + ".json"), models);
        return new VoiceVersion(voice, new NoFormat(), 1, 1);
    }
}
