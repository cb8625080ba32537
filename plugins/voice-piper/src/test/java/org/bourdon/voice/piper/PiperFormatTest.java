package org.bourdon.voice.piper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

import org.bourdon.engine.Device;
import org.bourdon.engine.ModelSource;
import org.bourdon.engine.StopSignal;
import org.bourdon.engine.Tensor;
import org.bourdon.engine.onnx.OnnxEngine;
import org.bourdon.engine.onnx.SessionSettings;
import org.bourdon.error.BourdonException;
import org.bourdon.error.ErrorCode;
import org.bourdon.text.Intonation;
import org.bourdon.text.Sentence;
import org.bourdon.voice.Delivery;
import org.bourdon.voice.LoadedVoice;
import org.bourdon.voice.ModelSet;
import org.bourdon.voice.PcmStep;
import org.bourdon.voice.Utterance;
import org.bourdon.voice.Voice;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PiperFormatTest {

    private static final Path REAL = Path.of("../voice-streaming/src/test/resources/twins/en_US-bourdon.onnx.json");
    private static final Sentence HELLO = new Sentence("Hello world.", "hello world.", List.of(), "həlˈoʊ wˈɜːld.", Intonation.FALLING);

    private final PiperFormat format = new PiperFormat();
    private final RecordingModel model = new RecordingModel(true);

    @TempDir
    Path folder;

    @Test
    void a_real_voice_is_described_by_its_side_file() throws Exception {
        Voice voice = format.describe(REAL).orElseThrow();

        assertThat(voice.name()).isEqualTo("en_US-bourdon");
        assertThat(voice.language().toLanguageTag()).isEqualTo("en-US");
        assertThat(voice.sampleRateHz()).isEqualTo(32_000);
        assertThat(voice.answersIn()).isEqualTo(Voice.Granularity.SENTENCES);
        assertThat(voice.variants()).containsExactly(ModelSet.of(REAL.resolveSibling("en_US-bourdon.onnx")));
    }

    @Test
    void a_real_voice_speaks_a_sentence_in_one_step_and_twice_as_fast_when_asked() throws Exception {
        OnnxEngine engine = new OnnxEngine(SessionSettings.DEFAULT);
        Voice described = format.describe(REAL).orElseThrow();
        try (LoadedVoice voice = format.open(described, described.variants().getFirst(), file -> engine.open(new ModelSource.File(file), Device.CPU))) {
            int plain = speak(voice, delivery(1, Optional.empty())).samples().length;
            int fast = speak(voice, delivery(2, Optional.empty())).samples().length;

            assertThat(plain / 32_000.0).as("seconds").isBetween(0.6, 1.6);
            assertThat(fast / (double) plain).as("length at double speed").isBetween(0.45, 0.55);
            voice.rest(new StopSignal());
        }
    }

    @Test
    void a_file_of_another_name_is_of_another_format() throws Exception {
        assertThat(format.describe(Path.of("voice.json"))).isEmpty();
        assertThat(format.describe(Path.of("voice.streaming.json"))).isEmpty();
    }

    @Test
    void names_and_types_of_tensors_are_the_models_own() throws Exception {
        try (LoadedVoice voice = open()) {
            PcmStep step = speak(voice, delivery(1, Optional.empty()));

            assertThat(step.samples()).containsExactly(0.5f, -0.5f);
            assertThat(step.last()).isTrue();
            assertThat(model.runs.getFirst().keySet()).containsExactlyInAnyOrder("x", "x_lengths", "s", "who");
            assertThat(model.runs.getFirst().get("x")).isInstanceOf(Tensor.Ints.class);
        }
        assertThat(model.closed).isTrue();
    }

    @Test
    void a_speaker_is_known_by_name_and_by_number() throws Exception {
        try (LoadedVoice voice = open()) {
            speak(voice, delivery(1, Optional.of("ann")));
            speak(voice, delivery(1, Optional.of("1")));

            assertThat(model.runs).extracting(run -> ((Tensor.Ints) run.get("who")).data().get(0)).containsExactly(2, 1);
        }
    }

    @Test
    void a_speaker_that_is_not_there_is_refused_by_name() throws Exception {
        try (LoadedVoice voice = open()) {
            assertThatThrownBy(() -> voice.begin(HELLO, delivery(1, Optional.of("eve"))))
                    .hasMessage("the voice several has no speaker 'eve'; the numbers 0 to 2 are valid, and names such as 'bob'")
                    .isInstanceOfSatisfying(BourdonException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.VOICE_NOT_FOUND));
        }
    }

    @Test
    void a_sentence_without_a_known_phoneme_is_empty() throws Exception {
        try (LoadedVoice voice = open()) {
            assertThatThrownBy(() -> voice.begin(new Sentence("☃", "☃", List.of(), "☃.", Intonation.FALLING), Delivery.PLAIN))
                    .isInstanceOfSatisfying(BourdonException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.TEXT_EMPTY));
        }
    }

    @Test
    void several_speakers_in_the_side_file_and_none_in_the_model_do_not_fit() throws Exception {
        RecordingModel single = new RecordingModel(false);
        Voice voice = format.describe(several()).orElseThrow();

        assertThatThrownBy(() -> format.open(voice, voice.variants().getFirst(), file -> single))
                .hasMessageContaining("several.onnx.json does not fit its model, which lacks an input for the speaker");
        assertThat(single.closed).as("closed after the misfit").isTrue();
    }

    @Test
    void a_voice_without_its_model_is_broken() throws Exception {
        Path sideFile = several();
        Files.delete(folder.resolve("several.onnx"));

        assertThatThrownBy(() -> format.describe(sideFile)).hasMessage("several.onnx.json needs the model several.onnx, which is not beside it");
    }

    private LoadedVoice open() throws Exception {
        Voice voice = format.describe(several()).orElseThrow();
        return format.open(voice, voice.variants().getFirst(), file -> model);
    }

    private Path several() throws Exception {
        Files.writeString(folder.resolve("several.onnx"), "");
        return Files.writeString(folder.resolve("several.onnx.json"), """
                {"audio": {"sample_rate": 22050}, "espeak": {"voice": "en-us"}, "num_symbols": 256, "num_speakers": 3,
                 "speaker_id_map": {"ann": 2, "bob": 0}, "phoneme_id_map": {"_": [0], "^": [1], "$": [2], ".": [10], "h": [20]}}""");
    }

    private static PcmStep speak(LoadedVoice voice, Delivery delivery) throws BourdonException {
        try (Utterance utterance = voice.begin(HELLO, delivery)) {
            return utterance.next(new StopSignal());
        }
    }

    private static Delivery delivery(double speed, Optional<String> speaker) {
        return new Delivery(speed, speaker, OptionalDouble.of(0), OptionalDouble.of(0));
    }
}
