package org.bourdon.core.speech;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bourdon.core.speech.SpeechDeskTest.awaitAudio;
import static org.bourdon.core.speech.SpeechDeskTest.in;
import static org.bourdon.core.speech.SpeechDeskTest.lettersOf;
import static org.bourdon.core.speech.SpeechDeskTest.until;
import static org.bourdon.core.speech.Studio.everythingOf;
import static org.bourdon.core.speech.Studio.outcomeOf;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;

import org.bourdon.error.ErrorCode;
import org.bourdon.speech.CancelReason;
import org.bourdon.speech.Outcome;
import org.bourdon.speech.Session;
import org.bourdon.speech.SpeechEvent;
import org.bourdon.speech.SpeechRequest;
import org.bourdon.speech.SpeechStream;
import org.bourdon.voice.Delivery;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class SentenceCacheTest {

    /** Room for eight sentences of this test. */
    private static final long MEMORY = 8 * 16 * 1024;
    private static final SpeechLimits ONE_STEP_AHEAD = new SpeechLimits("tone", 1_000, 64, 16, Duration.ofMillis(100), Duration.ZERO, 1_000_000);

    @TempDir
    Path home;

    private Studio studio;
    private Session session;

    @BeforeEach
    void open() throws Exception {
        studio = new Studio(home, 2, ONE_STEP_AHEAD, Studio.LONGEST_STEP, MEMORY);
        session = studio.desk.connect("test");
        untilKnown("w", studio, session);
    }

    @AfterEach
    void close() {
        session.close();
        studio.close();
    }

    /** What a voice is made of is found out in the background; nothing of it is kept or shared before. */
    private static void untilKnown(String text, Studio studio, Session session) throws Exception {
        long before = studio.cache.figures().misses() + studio.cache.figures().hits();
        until(() -> {
            outcomeOf(session.speak(SpeechRequest.of(text)));
            return studio.cache.figures().misses() + studio.cache.figures().hits() > before;
        });
    }

    // ---- one after the other

    @Test
    void a_sentence_that_was_spoken_is_spoken_again_to_the_bit_without_a_lane_step() throws Exception {
        List<SpeechEvent> first = everythingOf(session.speak(SpeechRequest.of("abc. de.")));
        int runs = studio.engine.runs.get();

        List<SpeechEvent> second = everythingOf(session.speak(SpeechRequest.of("abc. de.")));

        assertThat(studio.engine.runs).as("runs of the engine").hasValue(runs);
        assertThat(bytesOf(second)).isEqualTo(bytesOf(first)).isNotEmpty();
        assertThat(marksOf(second)).isEqualTo(marksOf(first)).hasSize(2);
        assertThat(studio.cache.figures().hits()).isEqualTo(2);
        assertThat(((Outcome.Done) endOf(second)).synthesis()).isZero();
    }

    @Test
    void a_kept_sentence_needs_no_lane_even_while_all_of_them_are_busy() throws Exception {
        everythingOf(session.speak(SpeechRequest.of("abc")));
        studio.engine.hold();
        session.speak(SpeechRequest.of("x"));
        session.speak(SpeechRequest.of("y"));
        until(() -> studio.lanes.status().getFirst().lanes().stream().allMatch(lane -> lane.currentJob().isPresent()));

        assertThat(lettersOf(everythingOf(session.speak(SpeechRequest.of("abc"))))).isEqualTo("abc");
    }

    @Test
    void known_and_unknown_sentences_follow_each_other_in_order() throws Exception {
        everythingOf(session.speak(SpeechRequest.of("bb.")));

        List<SpeechEvent> events = everythingOf(session.speak(SpeechRequest.of("a. bb. c. bb. bb. d.")));

        assertThat(lettersOf(events)).isEqualTo("a.bb.c.bb.bb.d.");
        assertThat(marksOf(events)).extracting(SpeechEvent.SentenceBegun::atSample).containsExactly(0L, 200L, 500L, 700L, 1000L, 1300L);
    }

    @Test
    void every_parameter_that_shapes_the_sound_makes_another_sentence() throws Exception {
        List<Delivery> deliveries = List.of(Delivery.PLAIN, delivery(2, "he", Double.NaN), delivery(1, "he", Double.NaN),
                delivery(1, "she", Double.NaN), delivery(1, "she", 0));
        for (Delivery delivery : deliveries) {
            int runs = studio.engine.runs.get();
            everythingOf(session.speak(spoken("ab", delivery)));
            assertThat(studio.engine.runs).as("runs for %s, asked for the first time", delivery).hasValue(runs + 2);
            everythingOf(session.speak(spoken("ab", delivery)));
            assertThat(studio.engine.runs).as("runs for %s, asked again", delivery).hasValue(runs + 2);
        }
    }

    @Test
    void who_asks_for_chance_gets_it_each_time() throws Exception {
        int runs = studio.engine.runs.get();
        for (int i = 0; i < 3; i++) {
            everythingOf(session.speak(spoken("ab", delivery(1, "he", 0.5))));
        }
        assertThat(studio.engine.runs).hasValue(runs + 6);
    }

    @Test
    void what_other_model_files_have_made_is_never_heard_of_a_new_version() throws Exception {
        everythingOf(session.speak(SpeechRequest.of("abc")));

        studio.addVoice("tone", "", "second");
        until(() -> modelsIn(everythingOf(session.speak(SpeechRequest.of("q")))).equals(List.of("second")));

        assertThat(modelsIn(everythingOf(session.speak(SpeechRequest.of("abc"))))).containsExactly("second");
    }

    @Test
    void only_whole_sentences_are_kept() throws Exception {
        studio.engine.hold();
        SpeechStream stream = session.speak(SpeechRequest.of("abc"));
        studio.engine.step(1);
        awaitAudio(stream);
        stream.cancel(CancelReason.ASKED);
        outcomeOf(stream);
        studio.engine.letGo();
        int entries = studio.cache.figures().entries();
        int runs = studio.engine.runs.get();

        assertThat(lettersOf(everythingOf(session.speak(SpeechRequest.of("abc"))))).isEqualTo("abc");
        assertThat(studio.engine.runs.get()).isEqualTo(runs + 3);
        assertThat(studio.cache.figures().entries()).isEqualTo(entries + 1);
    }

    @Test
    void the_least_recently_heard_sentences_leave_when_others_need_the_room() throws Exception {
        everythingOf(session.speak(SpeechRequest.of("old")));
        for (char letter = 'a'; letter < 'm'; letter++) {
            everythingOf(session.speak(SpeechRequest.of("x" + letter)));
            everythingOf(session.speak(SpeechRequest.of("xa")));
        }
        int runs = studio.engine.runs.get();

        everythingOf(session.speak(SpeechRequest.of("xa")));
        assertThat(studio.engine.runs).as("heard all the time").hasValue(runs);
        everythingOf(session.speak(SpeechRequest.of("old")));
        assertThat(studio.engine.runs).as("not heard for long").hasValue(runs + 3);
        assertThat(studio.cache.figures().bytes()).isLessThanOrEqualTo(MEMORY);
        assertThat(studio.cache.figures().evicted()).isPositive();
    }

    @Test
    void rehearsals_go_through_the_engine() throws Exception {
        everythingOf(session.speak(SpeechRequest.of("ab")));
        int runs = studio.engine.runs.get();
        try (Session rehearsal = studio.desk.rehearse()) {
            everythingOf(rehearsal.speak(SpeechRequest.of("ab")));
        }
        assertThat(studio.engine.runs).hasValue(runs + 2);
    }

    // ---- at the same time

    @Test
    void identical_requests_in_flight_share_each_step() throws Exception {
        studio.engine.hold();
        int runs = studio.engine.runs.get();
        List<SpeechStream> streams = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            streams.add(session.speak(SpeechRequest.of("abc")));
        }
        until(() -> studio.cache.figures().shared() == 9);
        studio.engine.letGo();

        for (SpeechStream stream : streams) {
            assertThat(lettersOf(everythingOf(stream))).isEqualTo("abc");
        }
        assertThat(studio.engine.runs).hasValue(runs + 3);
        assertThat(studio.cache.figures().shared()).isEqualTo(9);
    }

    @Test
    void who_comes_in_the_middle_hears_the_sentence_from_its_beginning_and_goes_on_with_the_other() throws Exception {
        studio.engine.hold();
        SpeechStream first = session.speak(SpeechRequest.of("abcd"));
        studio.engine.step(2);
        awaitAudio(first);
        until(() -> String.join("", studio.format.spoken).endsWith("ab"));

        SpeechStream second = session.speak(SpeechRequest.of("abcd"));
        awaitAudio(second);
        awaitAudio(second);
        studio.engine.letGo();

        assertThat(lettersOf(everythingOf(second))).isEqualTo("cd");
        assertThat(lettersOf(everythingOf(first))).isEqualTo("bcd");
        assertThat(String.join("", studio.format.spoken)).endsWith("abcd").doesNotContain("aabc");
    }

    @Test
    void who_is_cancelled_within_a_step_does_not_stop_it_for_the_others() throws Exception {
        studio.engine.hold();
        int runs = studio.engine.runs.get();
        SpeechStream first = session.speak(SpeechRequest.of("abc"));
        studio.engine.step(1);
        awaitAudio(first);
        until(() -> studio.engine.runs.get() == runs + 2);
        SpeechStream second = session.speak(SpeechRequest.of("abc"));
        until(() -> studio.cache.figures().shared() == 1);

        first.cancel(CancelReason.ASKED);
        assertThat(outcomeOf(first)).isEqualTo(new Outcome.Cancelled(CancelReason.ASKED));
        studio.engine.letGo();

        assertThat(lettersOf(everythingOf(second))).isEqualTo("abc");
        assertThat(studio.engine.runs).as("no step was computed twice").hasValue(runs + 3);
    }

    @Test
    void a_step_that_nobody_wants_any_more_is_stopped() throws Exception {
        studio.engine.hold();
        SpeechStream first = session.speak(SpeechRequest.of("abc"));
        until(() -> studio.lanes.status().getFirst().lanes().getFirst().currentJob().isPresent());
        SpeechStream second = session.speak(SpeechRequest.of("abc"));
        until(() -> studio.cache.figures().shared() == 1);

        first.cancel(CancelReason.ASKED);
        second.cancel(CancelReason.ASKED);

        until(() -> studio.lanes.status().getFirst().lanes().getFirst().currentJob().isEmpty());
        studio.engine.letGo();
        assertThat(lettersOf(everythingOf(session.speak(SpeechRequest.of("abc"))))).isEqualTo("abc");
    }

    @Test
    void a_client_that_takes_nothing_holds_nobody_up_who_came_later() throws Exception {
        int runs = studio.engine.runs.get();
        SpeechStream paused = session.speak(SpeechRequest.of("abcdef"));
        until(() -> studio.engine.runs.get() == runs + 1 && studio.lanes.queued() == 0);

        assertThat(lettersOf(everythingOf(session.speak(SpeechRequest.of("abcdef"))))).isEqualTo("abcdef");
        assertThat(studio.engine.runs).hasValue(runs + 6);
        assertThat(lettersOf(everythingOf(paused))).as("what was kept for who had begun").isEqualTo("abcdef");
        assertThat(studio.engine.runs).hasValue(runs + 6);
    }

    @Test
    void a_client_that_takes_nothing_holds_nobody_up_who_came_before() throws Exception {
        int runs = studio.engine.runs.get();
        studio.engine.hold();
        SpeechStream first = session.speak(SpeechRequest.of("abcdef"));
        until(() -> studio.engine.runs.get() == runs + 1);
        SpeechStream paused = session.speak(SpeechRequest.of("abcdef"));
        until(() -> studio.cache.figures().shared() == 1);
        studio.engine.letGo();

        assertThat(lettersOf(everythingOf(first))).isEqualTo("abcdef");
        assertThat(lettersOf(everythingOf(paused))).isEqualTo("abcdef");
        assertThat(studio.engine.runs).hasValue(runs + 6);
    }

    @Test
    void a_failure_is_not_passed_on_to_who_has_heard_nothing() throws Exception {
        studio.engine.hold();
        int runs = studio.engine.runs.get();
        SpeechStream first = session.speak(SpeechRequest.of("abc"));
        until(() -> studio.engine.runs.get() == runs + 1);
        SpeechStream second = session.speak(SpeechRequest.of("abc"));
        SpeechStream third = session.speak(SpeechRequest.of("abc"));
        until(() -> studio.cache.figures().shared() == 2);
        studio.engine.fail(1);
        studio.engine.letGo();

        assertThat(outcomeOf(first)).isInstanceOfSatisfying(Outcome.Failed.class, failed -> assertThat(failed.code()).isEqualTo(ErrorCode.ENGINE_FAILED));
        assertThat(lettersOf(everythingOf(second))).isEqualTo("abc");
        assertThat(lettersOf(everythingOf(third))).isEqualTo("abc");
    }

    @Test
    void a_failure_in_the_middle_ends_all_who_have_heard_the_beginning_and_nobody_hears_two_of_it() throws Exception {
        studio.engine.hold();
        SpeechStream first = session.speak(SpeechRequest.of("abc"));
        studio.engine.step(1);
        awaitAudio(first);
        SpeechStream second = session.speak(SpeechRequest.of("abc"));
        awaitAudio(second);
        until(() -> studio.cache.figures().shared() == 1 && studio.lanes.queued() == 1);
        studio.engine.fail(1);
        studio.engine.letGo();

        for (SpeechStream stream : List.of(first, second)) {
            List<SpeechEvent> rest = everythingOf(stream);
            assertThat(lettersOf(rest)).isEmpty();
            assertThat(endOf(rest)).isEqualTo(new Outcome.Failed(ErrorCode.ENGINE_FAILED, "failed as it was told to"));
        }
    }

    @Test
    void who_waits_for_a_step_that_takes_its_lane_with_it_is_spoken_to_on_another() throws Exception {
        try (Studio hasty = new Studio(home.resolve("hasty"), 2, ONE_STEP_AHEAD, Duration.ofMillis(400), MEMORY); Session client = hasty.desk.connect("test")) {
            untilKnown("w", hasty, client);
            int runs = hasty.engine.runs.get();
            hasty.engine.hang(1);
            SpeechStream first = client.speak(SpeechRequest.of("abc"));
            until(() -> hasty.engine.runs.get() == runs + 1);
            SpeechStream second = client.speak(SpeechRequest.of("abc"));
            until(() -> hasty.cache.figures().shared() == 1);

            assertThat(outcomeOf(first)).isInstanceOf(Outcome.Failed.class);
            assertThat(lettersOf(everythingOf(second))).isEqualTo("abc");
        }
    }

    @Test
    void however_identical_requests_come_go_and_fail_each_hears_the_whole_or_is_told_and_nothing_is_left_behind() throws Exception {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int round = 0; round < 60; round++) {
            List<SpeechStream> streams = new ArrayList<>();
            for (int i = 0; i < 12; i++) {
                streams.add(session.speak(SpeechRequest.of("abcde. r" + round % 20 + ".")));
                if (random.nextInt(4) == 0) {
                    studio.engine.fail(1);
                }
            }
            List<Thread> cancellers = new ArrayList<>();
            for (SpeechStream stream : streams) {
                if (random.nextBoolean()) {
                    cancellers.add(Thread.ofVirtual().start(() -> stream.cancel(CancelReason.ASKED)));
                }
            }
            for (SpeechStream stream : streams) {
                List<SpeechEvent> events = everythingOf(stream);
                String letters = lettersOf(events);
                if (endOf(events) instanceof Outcome.Done) {
                    assertThat(letters).as("seed %d", seed).isEqualTo("abcde.r" + round % 20 + ".");
                } else {
                    assertThat("abcde.r" + round % 20 + ".").as("seed %d", seed).startsWith(letters);
                    assertThat(endOf(events)).as("seed %d", seed)
                            .isIn(new Outcome.Cancelled(CancelReason.ASKED), new Outcome.Failed(ErrorCode.ENGINE_FAILED, "failed as it was told to"));
                }
            }
            for (Thread canceller : cancellers) {
                canceller.join();
            }
        }
        studio.engine.fail(0);
        studio.models.unload("tone", Studio.PATIENCE);
        until(() -> studio.engine.open.get() == 0);
        untilKnown("v", studio, session);
        for (int i = 0; i < 8; i++) {
            everythingOf(session.speak(SpeechRequest.of("full" + i)));
        }
        assertThat(studio.cache.figures().bytes()).as("all of the memory is free for sentences, seed %d", seed).isEqualTo(MEMORY);
    }

    // ---- on disk

    @Test
    void what_was_spoken_before_a_restart_is_spoken_from_disk() throws Exception {
        Path folder = home.resolve("elsewhere");
        byte[] first;
        try (Studio before = new Studio(folder, 1, ONE_STEP_AHEAD, Studio.LONGEST_STEP, MEMORY, 1 << 20); Session client = before.desk.connect("test")) {
            untilKnown("w", before, client);
            first = bytesOf(everythingOf(client.speak(SpeechRequest.of("abc"))));
            until(() -> before.cache.figures().diskEntries() >= 2);
        }
        try (Studio after = new Studio(folder, 1, ONE_STEP_AHEAD, Studio.LONGEST_STEP, MEMORY, 1 << 20); Session client = after.desk.connect("test")) {
            untilKnown("w", after, client);
            int runs = after.engine.runs.get();

            assertThat(bytesOf(everythingOf(client.speak(SpeechRequest.of("abc"))))).isEqualTo(first);
            assertThat(after.engine.runs).hasValue(runs);
            assertThat(after.cache.figures().diskHits()).isPositive();
        }
    }

    // ---- helpers

    private static Delivery delivery(double speed, String speaker, double noise) {
        return new Delivery(speed, Optional.of(speaker), Double.isNaN(noise) ? OptionalDouble.empty() : OptionalDouble.of(noise), OptionalDouble.empty());
    }

    private static SpeechRequest spoken(String text, Delivery delivery) {
        return new SpeechRequest(text, false, in("tone").voice(), delivery, Optional.empty());
    }

    private static Outcome endOf(List<SpeechEvent> events) {
        return ((SpeechEvent.Ended) events.getLast()).outcome();
    }

    private static List<SpeechEvent.SentenceBegun> marksOf(List<SpeechEvent> events) {
        return events.stream().filter(SpeechEvent.SentenceBegun.class::isInstance).map(SpeechEvent.SentenceBegun.class::cast).toList();
    }

    private static List<String> modelsIn(List<SpeechEvent> events) {
        return events.stream().filter(SpeechEvent.Audio.class::isInstance).map(event -> ToneVoices.modelOf(((SpeechEvent.Audio) event).samples()[0]))
                .distinct().toList();
    }

    private static byte[] bytesOf(List<SpeechEvent> events) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            for (SpeechEvent event : events) {
                if (event instanceof SpeechEvent.Audio audio) {
                    for (float sample : audio.samples()) {
                        out.writeFloat(sample);
                    }
                }
            }
        }
        return bytes.toByteArray();
    }
}
