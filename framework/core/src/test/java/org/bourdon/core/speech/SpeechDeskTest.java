package org.bourdon.core.speech;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.bourdon.core.speech.Studio.everythingOf;
import static org.bourdon.core.speech.Studio.nextOf;
import static org.bourdon.core.speech.Studio.outcomeOf;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.bourdon.error.BourdonException;
import org.bourdon.error.ErrorCode;
import org.bourdon.speech.CancelReason;
import org.bourdon.speech.Outcome;
import org.bourdon.speech.Session;
import org.bourdon.speech.SpeechEvent;
import org.bourdon.speech.SpeechRequest;
import org.bourdon.speech.SpeechStream;
import org.bourdon.speech.VoiceChoice;
import org.bourdon.speech.VoiceInfo;
import org.bourdon.voice.Delivery;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class SpeechDeskTest {

    @TempDir
    Path home;

    private Studio studio;
    private Session session;

    @BeforeEach
    void open() throws BourdonException {
        studio = new Studio(home);
        session = studio.desk.connect("test");
    }

    @AfterEach
    void close() {
        session.close();
        studio.close();
    }

    @Test
    void a_text_becomes_its_sentences_in_order_and_one_end() throws Exception {
        List<SpeechEvent> events = everythingOf(session.speak(SpeechRequest.of("ab. c")));

        assertThat(events.getFirst()).isEqualTo(new SpeechEvent.Started("tone", "tone", ToneVoices.RATE, Optional.empty()));
        assertThat(lettersOf(events)).isEqualTo("ab.c");
        assertThat(events.stream().filter(SpeechEvent.SentenceBegun.class::isInstance))
                .containsExactly(new SpeechEvent.SentenceBegun(0, "ab.", 0), new SpeechEvent.SentenceBegun(1, "c", 3L * ToneVoices.STEP));
        Outcome.Done done = (Outcome.Done) ((SpeechEvent.Ended) events.getLast()).outcome();
        assertThat(done.samples()).isEqualTo(4L * ToneVoices.STEP);
        assertThat(done.sentences()).isEqualTo(2);
    }

    @Test
    void sentences_are_parted_by_a_pause_and_the_pieces_of_a_long_one_are_not() throws Exception {
        try (Studio pausing = new Studio(home, 1, new SpeechLimits("tone", 1_000, 8, 16, Duration.ofMillis(100), Duration.ofMillis(50), 1_000_000));
             Session client = pausing.desk.connect("test")) {
            List<SpeechEvent> events = everythingOf(client.speak(new SpeechRequest("a. c,d.", false, VoiceChoice.ANY,
                    new Delivery(2, Optional.empty(), Delivery.PLAIN.noiseScale(), Delivery.PLAIN.noiseWidth()), Optional.empty())));

            assertThat(events.stream().filter(SpeechEvent.SentenceBegun.class::isInstance).map(event -> ((SpeechEvent.SentenceBegun) event).atSample()))
                    .as("two letters of 100 samples each and, at twice the speed, 25 of silence").containsExactly(0L, 225L, 425L);
        }
    }

    @Test
    void a_first_step_goes_before_the_later_steps_of_those_who_still_have_sound_to_play() throws Exception {
        studio.engine.hold();
        SpeechStream book = session.speak(SpeechRequest.of("aaaaaaaaaa"));
        studio.engine.step(1);
        awaitAudio(book);
        until(() -> studio.engine.runs.get() == 2);
        SpeechStream other = session.speak(SpeechRequest.of("bbbbbbbbbb"));
        until(() -> studio.lanes.queued() == 1);

        SpeechStream prompt = session.speak(SpeechRequest.of("p"));
        until(() -> studio.lanes.queued() == 2);
        studio.engine.step(3);
        until(() -> studio.format.spoken.size() == 4);

        assertThat(String.join("", studio.format.spoken)).as("the book's second step was running already; then the two first steps")
                .isEqualTo("aabp");
        studio.engine.letGo();
        assertThat(outcomeOf(prompt)).isInstanceOf(Outcome.Done.class);
        assertThat(outcomeOf(other)).isInstanceOf(Outcome.Done.class);
    }

    @Test
    void nothing_is_computed_for_a_client_that_takes_nothing() throws Exception {
        SpeechStream stream = session.speak(SpeechRequest.of("abcdefghij"));
        until(() -> studio.format.spoken.size() == 1 && studio.lanes.queued() == 0);
        session.speak(SpeechRequest.of("x"));
        until(() -> studio.format.spoken.contains("x"));

        assertThat(studio.format.spoken).as("the buffer holds 100 ms, which is one step").containsExactly("a", "x");

        assertThat(lettersOf(everythingOf(stream))).isEqualTo("abcdefghij");
    }

    @Test
    void who_takes_nothing_makes_room_for_who_listens() throws Exception {
        SpeechLimits roomy = new SpeechLimits("tone", 1_000, 8, 16, Duration.ofSeconds(10), Duration.ZERO, 1_000_000);
        SpeechDesk small = new SpeechDesk(roomy, studio.lanes, studio.models, studio.cache, new SoundHeld(8 * ToneVoices.STEP));
        small.addFrontEnd(new DotSentences(), 0);
        try (Session client = small.connect("test")) {
            SpeechStream idle = client.speak(new SpeechRequest("abcdefg.", true, VoiceChoice.ANY, Delivery.PLAIN, Optional.empty()));
            until(() -> studio.format.spoken.size() == 8);

            SpeechStream listens = client.speak(SpeechRequest.of("x"));
            until(() -> small.requests().failed() == 1);

            assertThat(lettersOf(everythingOf(listens))).isEqualTo("x");
            assertThat(everythingOf(idle)).singleElement().isInstanceOfSatisfying(SpeechEvent.Ended.class, end ->
                    assertThat(end.outcome()).isInstanceOfSatisfying(Outcome.Failed.class, failed -> assertThat(failed.code()).isEqualTo(ErrorCode.BUSY)));
        } finally {
            small.close();
        }
    }

    @Test
    void a_cancelled_request_stops_within_the_running_step() throws Exception {
        studio.engine.hold();
        SpeechStream stream = session.speak(SpeechRequest.of("abc. def."));
        until(() -> studio.engine.runs.get() == 1);

        stream.cancel(CancelReason.ASKED);

        assertThat(outcomeOf(stream)).isEqualTo(new Outcome.Cancelled(CancelReason.ASKED));
        until(() -> studio.lanes.status().getFirst().lanes().getFirst().currentJob().isEmpty());
        assertThat(studio.format.spoken).isEmpty();
        assertThat(studio.desk.requests().cancelled()).isEqualTo(1);
    }

    @Test
    void the_remaining_sentences_of_a_client_that_is_gone_are_never_spoken() throws Exception {
        SpeechStream stream = session.speak(SpeechRequest.of("a. b. c. d. e. f. g. h."));
        awaitAudio(stream);

        session.close();

        assertThat(outcomeOf(stream)).isEqualTo(new Outcome.Cancelled(CancelReason.CLIENT_GONE));
        try (Session next = studio.desk.connect("test")) {
            assertThat(outcomeOf(next.speak(SpeechRequest.of("z")))).isInstanceOf(Outcome.Done.class);
        }
        assertThat(studio.desk.requests().sentences()).as("sentences begun").isLessThanOrEqualTo(3);
        assertThat(studio.desk.requests().active()).isZero();
    }

    @Test
    void a_request_ends_exactly_once_however_cancel_and_completion_race() throws Exception {
        for (int i = 0; i < 300; i++) {
            SpeechStream stream = session.speak(SpeechRequest.of(i % 2 == 0 ? "a" : "b" + i));
            Thread canceller = Thread.ofVirtual().start(() -> stream.cancel(CancelReason.ASKED));
            assertThat(outcomeOf(stream)).isNotInstanceOf(Outcome.Failed.class);
            canceller.join();
            assertThat(stream.next(Duration.ZERO)).as("nothing after the end").isEmpty();
        }
        assertThat(studio.desk.requests().served() + studio.desk.requests().cancelled()).isEqualTo(300);
        assertThat(studio.desk.requests().active()).isZero();
    }

    @Test
    void every_call_of_a_model_comes_on_the_lane_that_opened_it() throws Exception {
        List<SpeechStream> streams = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            streams.add(session.speak(SpeechRequest.of("abc. def.")));
        }
        streams.getLast().cancel(CancelReason.ASKED);
        for (SpeechStream stream : streams) {
            outcomeOf(stream);
        }
        studio.lanes.close();

        assertThat(studio.engine.open).as("models left open").hasValue(0);
        assertThat(studio.engine.threads).isNotEmpty().allSatisfy((model, threads) -> assertThat(threads).singleElement()
                .satisfies(thread -> assertThat(thread.getName()).startsWith("lane-tone-cpu")));
    }

    @Test
    void requests_of_an_engine_that_leaves_end_with_a_typed_error() throws Exception {
        studio.engine.hold();
        SpeechStream running = session.speak(SpeechRequest.of("abc"));
        until(() -> studio.engine.runs.get() == 1);
        SpeechStream waiting = session.speak(SpeechRequest.of("def"));
        until(() -> studio.lanes.queued() == 1);

        studio.lanes.removeEngine(studio.engine);

        assertThat(outcomeOf(waiting)).isInstanceOfSatisfying(Outcome.Failed.class,
                failed -> assertThat(failed.code()).isEqualTo(ErrorCode.ENGINE_UNAVAILABLE));
        assertThat(outcomeOf(running)).isInstanceOfSatisfying(Outcome.Failed.class,
                failed -> assertThat(failed.code()).isEqualTo(ErrorCode.ENGINE_UNAVAILABLE));
        assertThatThrownBy(() -> session.speak(SpeechRequest.of("x"))).satisfies(code(ErrorCode.ENGINE_UNAVAILABLE));

        studio.engine.letGo();
        studio.lanes.addEngine(studio.engine);
        assertThat(outcomeOf(session.speak(SpeechRequest.of("back")))).isInstanceOf(Outcome.Done.class);
    }

    @Test
    void text_may_come_in_pieces_and_a_sentence_is_spoken_as_soon_as_it_is_whole() throws Exception {
        SpeechStream stream = session.speak(new SpeechRequest("a", true, VoiceChoice.ANY, Delivery.PLAIN, Optional.empty()));
        stream.append("b. c", Studio.PATIENCE);
        awaitAudio(stream);
        stream.append("d", Studio.PATIENCE);
        stream.finish();

        assertThat(lettersOf(everythingOf(stream))).isEqualTo("b.cd");
        assertThatThrownBy(() -> stream.append("e", Studio.PATIENCE)).satisfies(code(ErrorCode.INVALID_REQUEST));
    }

    @Test
    void appending_waits_while_as_much_text_is_pending_as_a_request_may_hold() throws Exception {
        SpeechStream stream = session.speak(new SpeechRequest("x".repeat(900), true, VoiceChoice.ANY, Delivery.PLAIN, Optional.empty()));

        assertThatThrownBy(() -> stream.append("y".repeat(200), Duration.ofMillis(20))).satisfies(code(ErrorCode.DEADLINE_EXCEEDED));
        assertThatThrownBy(() -> stream.append("y".repeat(1_001), Studio.PATIENCE)).satisfies(code(ErrorCode.TEXT_TOO_LONG));
        stream.cancel(CancelReason.ASKED);
    }

    @Test
    void a_request_that_takes_too_long_ends_at_its_deadline() throws Exception {
        studio.engine.hold();
        SpeechStream stream = session.speak(
                new SpeechRequest("abc", false, VoiceChoice.ANY, Delivery.PLAIN, Optional.of(Duration.ofMillis(50))));

        assertThat(outcomeOf(stream)).isInstanceOfSatisfying(Outcome.Failed.class,
                failed -> assertThat(failed.code()).isEqualTo(ErrorCode.DEADLINE_EXCEEDED));
    }

    @Test
    void what_cannot_be_spoken_is_refused_with_the_reason() {
        assertThatThrownBy(() -> session.speak(SpeechRequest.of(" \n"))).satisfies(code(ErrorCode.TEXT_EMPTY));
        assertThatThrownBy(() -> session.speak(SpeechRequest.of("x".repeat(1_001)))).satisfies(code(ErrorCode.TEXT_TOO_LONG))
                .hasMessageContaining("1,001").hasMessageContaining("1,000");
        assertThatThrownBy(() -> session.speak(in("nobody"))).satisfies(code(ErrorCode.VOICE_NOT_FOUND)).hasMessageContaining("tone");
        studio.addVoice("kata", "ja");
        assertThatThrownBy(() -> session.speak(in("kata"))).satisfies(code(ErrorCode.UNSUPPORTED)).hasMessageContaining("Japanese");
        assertThatThrownBy(() -> session.speak(new SpeechRequest("a", false, VoiceChoice.ANY,
                new Delivery(1, Optional.of("they"), Delivery.PLAIN.noiseScale(), Delivery.PLAIN.noiseWidth()), Optional.empty())))
                .satisfies(code(ErrorCode.VOICE_NOT_FOUND)).hasMessageContaining("he, she");
        assertThat(studio.desk.requests().active()).isZero();
    }

    @Test
    void a_text_of_nothing_but_symbols_ends_as_empty() throws Exception {
        assertThat(outcomeOf(session.speak(SpeechRequest.of("???")))).isInstanceOfSatisfying(Outcome.Failed.class,
                failed -> assertThat(failed.code()).isEqualTo(ErrorCode.TEXT_EMPTY));
    }

    @Test
    void more_requests_than_allowed_are_refused_as_busy_and_room_comes_back() throws Exception {
        studio.engine.hold();
        List<SpeechStream> streams = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            streams.add(session.speak(SpeechRequest.of("a")));
        }
        assertThatThrownBy(() -> session.speak(SpeechRequest.of("a"))).satisfies(code(ErrorCode.BUSY))
                .satisfies(e -> assertThat(((BourdonException) e).retryAfter()).isPresent());
        assertThatThrownBy(() -> studio.desk.checkRoom(0)).satisfies(code(ErrorCode.BUSY));

        studio.engine.letGo();
        for (SpeechStream stream : streams) {
            outcomeOf(stream);
        }
        assertThat(outcomeOf(session.speak(SpeechRequest.of("a")))).isInstanceOf(Outcome.Done.class);
    }

    @Test
    void a_flood_of_text_is_refused_with_a_guess_of_when_there_will_be_room_and_nothing_of_it_is_kept() throws Exception {
        try (Studio small = new Studio(home, 1, new SpeechLimits("tone", 100, 64, 16, Duration.ofMillis(100), Duration.ZERO, 250)); Session client = small.desk.connect("test")) {
            small.engine.hold();
            String text = "abcd.".repeat(20);
            SpeechStream one = client.speak(SpeechRequest.of(text));
            SpeechStream two = client.speak(SpeechRequest.of(text));
            small.desk.checkRoom(50);

            assertThatThrownBy(() -> client.speak(SpeechRequest.of(text))).satisfies(code(ErrorCode.BUSY))
                    .satisfies(e -> assertThat(((BourdonException) e).retryAfter()).hasValueSatisfying(time -> assertThat(time).isBetween(Duration.ofMillis(50), Duration.ofSeconds(30))));
            assertThatThrownBy(() -> small.desk.checkRoom(100)).satisfies(code(ErrorCode.BUSY));
            assertThatThrownBy(() -> small.desk.pronounce(text, Optional.empty())).satisfies(code(ErrorCode.BUSY));
            assertThat(small.desk.requests().active()).isEqualTo(2);

            two.cancel(CancelReason.ASKED);
            small.engine.letGo();
            assertThat(lettersOf(everythingOf(client.speak(SpeechRequest.of(text))))).isEqualTo(text);
            assertThat(outcomeOf(one)).isInstanceOf(Outcome.Done.class);
            small.desk.checkRoom(250);
        }
    }

    @Test
    void more_sessions_than_allowed_are_refused_as_busy() throws Exception {
        List<Session> sessions = new ArrayList<>();
        for (int i = 0; i < 15; i++) {
            sessions.add(studio.desk.connect("test"));
        }
        assertThatThrownBy(() -> studio.desk.connect("test")).satisfies(code(ErrorCode.BUSY));
        sessions.forEach(Session::close);
        studio.desk.connect("test").close();
    }

    @Test
    void a_voice_dropped_into_the_folder_is_a_voice() throws Exception {
        studio.addVoice("new", "");

        assertThat(outcomeOf(session.speak(in("new")))).isInstanceOf(Outcome.Done.class);
        assertThat(studio.desk.voices()).extracting(VoiceInfo::name).containsExactly("new", "tone");
    }

    @Test
    void a_broken_voice_is_listed_with_its_problem_and_can_be_mended() throws Exception {
        studio.addVoice("odd", "broken");
        studio.addVoice("damaged", "");

        assertThatThrownBy(() -> session.speak(in("odd"))).satisfies(code(ErrorCode.VOICE_BROKEN)).hasMessageContaining("odd.json is broken");
        assertThat(outcomeOf(session.speak(in("damaged")))).isEqualTo(
                new Outcome.Failed(ErrorCode.VOICE_BROKEN, "damaged.tone is damaged"));
        assertThatThrownBy(() -> session.speak(in("damaged"))).as("remembered").satisfies(code(ErrorCode.VOICE_BROKEN));
        assertThat(studio.desk.voices()).filteredOn(voice -> voice.problem().isPresent()).extracting(VoiceInfo::name)
                .containsExactly("damaged", "odd");

        studio.addVoice("odd", "en-GB");
        studio.desk.voices();
        assertThat(outcomeOf(session.speak(in("odd")))).isInstanceOf(Outcome.Done.class);
    }

    @Test
    void a_voice_that_cannot_speak_is_stood_in_for_by_one_of_its_language_and_the_reply_says_why() throws Exception {
        studio.addVoice("damaged", "de");
        studio.addVoice("hans", "de");
        studio.addVoice("odd", "broken");
        studio.desk.addFrontEnd(new DotSentences("de"), 0);
        outcomeOf(session.speak(in("damaged")));

        assertThat(startOf(session.speak(asked(VoiceChoice.of("damaged"))))).satisfies(started -> {
            assertThat(started.voice()).isEqualTo("hans");
            assertThat(started.fallback()).hasValueSatisfying(why -> assertThat(why).contains("damaged.tone is damaged").contains("hans speaks instead"));
        });
        assertThat(startOf(session.speak(asked(VoiceChoice.of("odd")))).voice()).as("nobody knows its language").isEqualTo("tone");
        assertThatThrownBy(() -> session.speak(asked(VoiceChoice.of("nobody")))).satisfies(code(ErrorCode.VOICE_NOT_FOUND));
    }

    @Test
    void an_engine_that_is_not_there_is_stood_in_for_unless_the_request_is_strict() throws Exception {
        var elsewhere = new VoiceChoice(Optional.empty(), Optional.of("abacus"), false);

        assertThat(startOf(session.speak(asked(elsewhere)))).isEqualTo(new SpeechEvent.Started("tone", "tone", ToneVoices.RATE,
                Optional.of("engine 'abacus' is not running; there are [tone]; tone speaks instead, with engine tone")));
        assertThatThrownBy(() -> session.speak(asked(new VoiceChoice(Optional.empty(), Optional.of("abacus"), true))))
                .satisfies(code(ErrorCode.ENGINE_UNAVAILABLE));
        assertThat(startOf(session.speak(asked(new VoiceChoice(Optional.empty(), Optional.of("tone"), true)))).fallback()).isEmpty();
    }

    @Test
    void a_daemon_that_leaves_takes_nothing_new() {
        studio.desk.beginLeaving();

        assertThatThrownBy(() -> session.speak(SpeechRequest.of("a"))).satisfies(code(ErrorCode.SHUTTING_DOWN));
        assertThatThrownBy(() -> studio.desk.connect("test")).satisfies(code(ErrorCode.SHUTTING_DOWN));
    }

    static SpeechRequest in(String voice) {
        return new SpeechRequest("a", false, new VoiceChoice(Optional.of(voice), Optional.empty(), true), Delivery.PLAIN, Optional.empty());
    }

    private static SpeechRequest asked(VoiceChoice voice) {
        return new SpeechRequest("a", false, voice, Delivery.PLAIN, Optional.empty());
    }

    private static SpeechEvent.Started startOf(SpeechStream stream) throws InterruptedException {
        return (SpeechEvent.Started) everythingOf(stream).getFirst();
    }

    static java.util.function.Consumer<Throwable> code(ErrorCode code) {
        return failure -> assertThat(failure).isInstanceOfSatisfying(BourdonException.class,
                known -> assertThat(known.code()).as(known.getMessage()).isEqualTo(code));
    }

    static String lettersOf(List<SpeechEvent> events) {
        StringBuilder letters = new StringBuilder();
        for (SpeechEvent event : events) {
            if (event instanceof SpeechEvent.Audio audio) {
                letters.append(ToneVoices.letterOf(audio.samples()[0]));
            }
        }
        return letters.toString();
    }

    static void awaitAudio(SpeechStream stream) throws InterruptedException {
        while (!(nextOf(stream) instanceof SpeechEvent.Audio)) {
            Thread.onSpinWait();
        }
    }

    @FunctionalInterface
    interface Fact {
        boolean holds() throws Exception;
    }

    static void until(Fact fact) throws Exception {
        long deadline = System.nanoTime() + Studio.PATIENCE.toNanos();
        while (!fact.holds()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("it did not come about within " + Studio.PATIENCE);
            }
            Thread.sleep(1);
        }
    }
}
