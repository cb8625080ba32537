package org.bourdon.core.speech;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.bourdon.core.speech.SpeechDeskTest.awaitAudio;
import static org.bourdon.core.speech.SpeechDeskTest.code;
import static org.bourdon.core.speech.SpeechDeskTest.in;
import static org.bourdon.core.speech.SpeechDeskTest.until;
import static org.bourdon.core.speech.Studio.everythingOf;
import static org.bourdon.core.speech.Studio.outcomeOf;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import org.bourdon.core.model.ModelRules;
import org.bourdon.error.BourdonException;
import org.bourdon.error.ErrorCode;
import org.bourdon.model.ModelHold;
import org.bourdon.model.ModelInfo;
import org.bourdon.model.ModelMemory;
import org.bourdon.model.ModelState;
import org.bourdon.speech.Outcome;
import org.bourdon.speech.Session;
import org.bourdon.speech.SpeechEvent;
import org.bourdon.speech.SpeechRequest;
import org.bourdon.speech.SpeechStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class ModelLifeTest {

    @TempDir
    Path home;

    private Studio studio;
    private Session session;

    @BeforeEach
    void open() throws BourdonException {
        studio = new Studio(home, 2, new SpeechLimits("tone", 1_000, 64, 16, Duration.ofSeconds(10), Duration.ZERO, 1_000_000));
        session = studio.desk.connect("test");
    }

    @AfterEach
    void close() {
        session.close();
        studio.close();
    }

    @Test
    void a_new_version_serves_without_being_asked_for_once_its_files_are_whole() throws Exception {
        speak("a");
        studio.addVoice("tone", "", "second");

        until(() -> modelsOf(everythingOf(session.speak(SpeechRequest.of("a")))).equals(Set.of("second")));
        until(() -> studio.engine.open.get() == 1);
        assertThat(studio.desk.requests().failed()).isZero();
    }

    @Test
    void a_request_ends_in_the_version_that_it_began_with_which_then_closes() throws Exception {
        Session slow = studio.desk.connect("test");
        SpeechStream book = slow.speak(SpeechRequest.of("a".repeat(300) + "."));
        awaitAudio(book);
        studio.addVoice("tone", "", "second");
        until(() -> studio.models.info("tone").version().orElseThrow().endsWith("-2"));
        assertThat(studio.engine.open.get()).as("models open").isGreaterThanOrEqualTo(2);

        assertThat(modelsOf(everythingOf(book))).containsExactly("first");
        slow.close();
        until(() -> studio.engine.open.get() == 1);
    }

    @ParameterizedTest
    @CsvSource({"silent, silent", "loud, overdriven", "nan, NaN", "endless, right", "damaged, damaged"})
    void a_bad_version_is_rejected_with_the_reason_and_the_one_before_goes_on_serving(String model, String reason) throws Exception {
        speak("a");
        studio.addVoice("tone", "", model);

        until(() -> studio.models.info("tone").reason().isPresent());

        ModelInfo info = studio.models.info("tone");
        assertThat(info.reason().orElseThrow()).contains(reason).doesNotContain("\n");
        assertThat(info.state()).isEqualTo(ModelState.LOADED);
        assertThat(modelsOf(speak("a"))).containsExactly("first");
        assertThat(studio.desk.voices().getFirst().problem()).as("the voice can be used").isEmpty();
        until(() -> studio.engine.open.get() == 1);

        studio.addVoice("tone", "", "second");
        until(() -> modelsOf(speak("a")).equals(Set.of("second")));
        assertThat(studio.models.info("tone").reason()).isEmpty();
    }

    @Test
    void the_first_version_of_a_voice_that_is_bad_is_rejected_and_can_be_mended() throws Exception {
        studio.addVoice("mute", "", "silent");

        assertThatThrownBy(() -> studio.models.load("mute", Studio.PATIENCE)).satisfies(code(ErrorCode.VOICE_BROKEN)).hasMessageContaining("silent");
        assertThat(studio.models.info("mute").state()).isEqualTo(ModelState.REJECTED);
        assertThatThrownBy(() -> session.speak(in("mute"))).satisfies(code(ErrorCode.VOICE_BROKEN)).hasMessageContaining("silent");
        until(() -> studio.engine.open.get() == 0);

        studio.addVoice("mute", "", "a model");
        assertThat(outcomeOf(session.speak(in("mute")))).isInstanceOf(Outcome.Done.class);
    }

    @Test
    void files_that_are_still_being_written_are_not_loaded() throws Exception {
        speak("a");
        Path model = home.resolve("voices/tone/tone.tone");
        long end = System.nanoTime() + Duration.ofMillis(300).toNanos();
        for (int i = 0; System.nanoTime() < end; i++) {
            // Each state of the file would be rejected if anybody read it.
            Files.writeString(model, "damaged" + " ".repeat(i % 7));
            assertThat(studio.models.info("tone").reason()).isEmpty();
            speak("a");
        }
        Files.writeString(model, "second");

        until(() -> modelsOf(speak("a")).equals(Set.of("second")));
        assertThat(studio.models.info("tone").reason()).isEmpty();
    }

    @Test
    void a_reload_opens_the_same_files_anew() throws Exception {
        speak("a");
        String before = studio.models.info("tone").version().orElseThrow();

        ModelInfo after = studio.models.reload("tone", Studio.PATIENCE);

        assertThat(after.version().orElseThrow()).isNotEqualTo(before).startsWith(before.substring(0, 16));
        assertThat(after.state()).isEqualTo(ModelState.LOADED);
        until(() -> studio.engine.open.get() == 1);
    }

    @Test
    void an_unload_waits_for_the_requests_that_use_the_voice_and_the_next_one_loads_it_again() throws Exception {
        studio.engine.hold();
        SpeechStream running = session.speak(SpeechRequest.of("aaa"));
        studio.engine.step(1);
        awaitAudio(running);

        assertThatThrownBy(() -> studio.models.unload("tone", Duration.ofMillis(30))).satisfies(code(ErrorCode.DEADLINE_EXCEEDED));
        studio.engine.letGo();
        assertThat(outcomeOf(running)).isInstanceOf(Outcome.Done.class);
        until(() -> studio.engine.open.get() == 0);

        assertThat(studio.models.info("tone").state()).isEqualTo(ModelState.UNLOADED);
        speak("a");
        assertThat(studio.models.info("tone").state()).isEqualTo(ModelState.LOADED);
        assertThat(studio.models.unload("tone", Studio.PATIENCE).state()).isEqualTo(ModelState.UNLOADED);
        assertThat(studio.engine.open).hasValue(0);
    }

    @Test
    void idle_voices_are_unloaded_except_the_default_one_and_pinned_ones() throws Exception {
        studio.addVoice("idle", "");
        studio.addVoice("pinned", "");
        studio.addVoice("configured", "");
        studio.models.load("idle", Studio.PATIENCE);
        studio.models.pin("pinned", Studio.PATIENCE);
        studio.models.load("configured", Studio.PATIENCE);
        speak("a");

        studio.models.setRules(new ModelRules(Duration.ofMillis(50), false, 0, 0, Set.of("configured")));

        until(() -> loaded().equals(Set.of("tone", "pinned", "configured")));
        studio.models.unpin("pinned");
        until(() -> loaded().equals(Set.of("tone", "configured")));
        studio.models.setRules(new ModelRules(Duration.ofMillis(50), true, 0, 0, Set.of()));
        until(() -> loaded().isEmpty());
        until(() -> studio.engine.open.get() == 0);
    }

    @Test
    void more_voices_than_may_be_loaded_cost_the_least_recently_used_its_place() throws Exception {
        studio.models.setRules(new ModelRules(Duration.ZERO, false, 2, 0, Set.of()));
        studio.addVoice("one", "");
        studio.addVoice("two", "");
        for (String name : List.of("one", "two", "one", "tone")) {
            outcomeOf(session.speak(in(name)));
            // Whoever has the outcome may be a moment ahead of the lane, which lets the voice go.
            until(() -> studio.models.models().stream().allMatch(info -> info.requests() == 0));
        }

        until(() -> loaded().equals(Set.of("one", "tone")));
        until(() -> studio.engine.open.get() == 2);
    }

    @Test
    void voices_that_are_held_are_loaded_and_stay_until_the_last_holder_lets_go() throws Exception {
        studio.models.setRules(new ModelRules(Duration.ofMillis(1), false, 1, 0, Set.of()));
        studio.addVoice("held", "");

        ModelHold one = studio.models.hold(Set.of("held"), Studio.PATIENCE);
        ModelHold two = studio.models.hold(Set.of("held", "tone"), Studio.PATIENCE);
        assertThat(loaded()).containsExactlyInAnyOrder("held", "tone");
        assertThat(studio.models.info("held").leases()).isEqualTo(2);
        one.close();
        one.close();
        assertThat(loaded()).contains("held");
        two.close();

        until(() -> loaded().equals(Set.of("tone")));
        assertThatThrownBy(() -> studio.models.hold(Set.of("tone", "nobody"), Studio.PATIENCE)).satisfies(code(ErrorCode.VOICE_NOT_FOUND));
        assertThat(studio.models.info("tone").leases()).isZero();
    }

    @Test
    void a_pin_and_a_lease_outlast_files_that_go_and_come_back() throws Exception {
        studio.addVoice("coming", "");
        studio.models.pin("coming", Studio.PATIENCE);
        ModelHold hold = studio.models.hold(Set.of("coming"), Studio.PATIENCE);

        delete("coming");
        until(() -> studio.desk.voices().stream().noneMatch(voice -> voice.name().equals("coming")));
        studio.addVoice("coming", "");
        until(() -> studio.models.load("coming", Studio.PATIENCE).pinned());

        assertThat(studio.models.info("coming").leases()).isEqualTo(1);
        hold.close();
        assertThat(studio.models.info("coming").leases()).isZero();
    }

    @Test
    void memory_is_measured_at_rest_after_an_unload() throws Exception {
        studio.models.load("tone", Studio.PATIENCE);
        studio.models.unload("tone", Studio.PATIENCE);
        studio.resident.set(70_000_000);

        until(() -> studio.models.info("tone").unload().isPresent());

        assertThat(studio.models.info("tone").unload()).contains(new ModelMemory(100_000_000, 70_000_000));
    }

    @Test
    void a_voice_whose_files_go_is_closed_after_its_last_request() throws Exception {
        studio.addVoice("passing", "");
        studio.engine.hold();
        SpeechStream last = session.speak(in("passing"));
        studio.engine.step(1);
        awaitAudio(last);

        delete("passing");
        until(() -> studio.models.models().stream().noneMatch(info -> info.name().equals("passing")));
        studio.engine.letGo();

        assertThat(outcomeOf(last)).isInstanceOf(Outcome.Done.class);
        until(() -> studio.engine.open.get() == 0);
        assertThatThrownBy(() -> session.speak(in("passing"))).satisfies(code(ErrorCode.VOICE_NOT_FOUND));
    }

    private void delete(String name) throws IOException {
        Path folder = home.resolve("voices").resolve(name);
        Files.delete(folder.resolve(name + ".tone"));
        Files.delete(folder.resolve(name + ".json"));
        Files.delete(folder);
    }

    private List<SpeechEvent> speak(String text) {
        try {
            List<SpeechEvent> events = everythingOf(session.speak(SpeechRequest.of(text)));
            assertThat(((SpeechEvent.Ended) events.getLast()).outcome()).isInstanceOf(Outcome.Done.class);
            return events;
        } catch (BourdonException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private Set<String> loaded() {
        return studio.models.models().stream().filter(info -> info.state() == ModelState.LOADED).map(ModelInfo::name).collect(Collectors.toSet());
    }

    /** The versions that made the samples of a request. */
    private static Set<String> modelsOf(List<SpeechEvent> events) {
        return events.stream().filter(SpeechEvent.Audio.class::isInstance).map(event -> ((SpeechEvent.Audio) event).samples())
                .flatMap(samples -> Arrays.asList(ToneVoices.modelOf(samples[0]), ToneVoices.modelOf(samples[samples.length - 1])).stream())
                .collect(Collectors.toSet());
    }
}
