package org.bourdon.voice.kokoro;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

import org.bourdon.engine.Device;
import org.bourdon.engine.ModelSource;
import org.bourdon.engine.StopSignal;
import org.bourdon.engine.contract.OnnxGraphs;
import org.bourdon.engine.onnx.OnnxEngine;
import org.bourdon.engine.onnx.SessionSettings;
import org.bourdon.error.BourdonException;
import org.bourdon.error.ErrorCode;
import org.bourdon.text.Intonation;
import org.bourdon.text.Sentence;
import org.bourdon.voice.Delivery;
import org.bourdon.voice.LoadedVoice;
import org.bourdon.voice.PcmStep;
import org.bourdon.voice.Utterance;
import org.bourdon.voice.Voice;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KokoroFormatTest {

    private static final OnnxEngine ENGINE = new OnnxEngine(SessionSettings.DEFAULT);

    private final KokoroFormat format = new KokoroFormat();

    @TempDir
    Path folder;

    @Test
    void the_published_files_and_an_empty_side_file_are_a_voice() throws Exception {
        Voice voice = published("{}");

        assertThat(voice.name()).isEqualTo("kokoro");
        assertThat(voice.language()).isEqualTo(Locale.US);
        assertThat(voice.sampleRateHz()).isEqualTo(24_000);
        assertThat(voice.speakers()).containsExactly("af_heart", "af_sky", "ef_dora", "ff_siwis");
        assertThat(format.describe(folder.resolve("other.json"))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"tokens,audio,false,1", "tokens,audio,false,2", "input_ids,waveform,true,2", "input_ids,waveform,false,3", "tokens,audio,true,3"})
    void tokens_style_and_speed_reach_every_kind_of_export(String tokens, String audio, boolean whole, int axes) throws Exception {
        Voice voice = published("{}");
        Published.model(folder, tokens, audio, whole, axes);
        try (LoadedVoice open = open(voice)) {
            float[] sound = speak(open, "tˈɛst.", delivery(2, Optional.empty()));

            assertThat(style(sound)).as("af_heart's row for 6 symbols").isEqualTo(1_005);
            assertThat(ids(sound)).containsExactly(0, 62, 156, 86, 61, 62, 4, 0);
            assertThat(sound[sound.length - 1]).as("speed").isEqualTo(2);
        }
    }

    @Test
    void a_model_with_whole_speeds_takes_the_nearest_and_never_none() throws Exception {
        Voice voice = published("{}");
        Published.model(folder, "input_ids", "waveform", true, 2);
        try (LoadedVoice open = open(voice)) {
            assertThat(speak(open, "a.", delivery(0.25, Optional.empty()))).endsWith(1);
            assertThat(speak(open, "a.", delivery(1.6, Optional.empty()))).endsWith(2);
        }
    }

    @Test
    void a_blend_is_the_weighted_mean_of_its_speakers_rows() throws Exception {
        try (LoadedVoice open = open(published("{}"))) {
            assertThat(style(speak(open, "tˈɛst.", delivery(1, Optional.of("af_sky"))))).isEqualTo(2_005);
            assertThat(style(speak(open, "tˈɛst.", delivery(1, Optional.of("1"))))).isEqualTo(2_005);
            assertThat(style(speak(open, "tˈɛst.", delivery(1, Optional.of("af_heart(2)+af_sky(1)"))))).isCloseTo((2 * 1_005 + 2_005) / 3f, within(0.01f));
            assertThat(style(speak(open, "tˈɛst.", delivery(1, Optional.of("af_heart + ef_dora(0.5)"))))).isCloseTo((1_005 + 0.5f * 3_005) / 1.5f, within(0.01f));
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', value = {"af_heart(|INVALID_REQUEST", "af_heart(0)|INVALID_REQUEST", "af_heart(-1)|INVALID_REQUEST",
        "+af_heart|INVALID_REQUEST", "af_heart++af_sky|INVALID_REQUEST", "af_heart(1e3)|INVALID_REQUEST", "af_heart(NaN)|INVALID_REQUEST",
        "af_eve|VOICE_NOT_FOUND", "af_heart+9|VOICE_NOT_FOUND", "\"\"|INVALID_REQUEST"})
    void what_is_no_speaker_is_refused_in_a_line_that_names_what_is(String speaker, ErrorCode code) throws Exception {
        Voice voice = published("{}");

        assertThatThrownBy(() -> format.checkSpeaker(voice, speaker))
                .isInstanceOfSatisfying(BourdonException.class, e -> assertThat(e.code()).isEqualTo(code))
                .hasMessageContaining("af_heart").message().doesNotContain("\n");
    }

    @Test
    void a_speaker_speaks_the_language_that_its_name_begins_with() throws Exception {
        Voice voice = published("{}");

        assertThat(format.language(voice, Optional.empty())).isEqualTo(Locale.US);
        assertThat(format.language(voice, Optional.of("ef_dora"))).isEqualTo(Locale.of("es"));
        assertThat(format.language(voice, Optional.of("ff_siwis(1)+af_sky(2)"))).isEqualTo(Locale.FRANCE);
        assertThat(published("{\"kokoro\": {\"speaker\": \"ef_dora\"}}").language()).isEqualTo(Locale.of("es"));
    }

    @Test
    void a_piece_longer_than_the_model_takes_is_spoken_in_several_runs() throws Exception {
        String line = "tˈɛst ".repeat(200).strip() + ".";
        try (LoadedVoice open = open(published("{}")); Utterance utterance = open.begin(sentence(line), Delivery.PLAIN)) {
            StringBuilder runs = new StringBuilder();
            PcmStep step;
            do {
                step = utterance.next(new StopSignal());
                runs.append(step.samples().length - 257 - 2).append(' ').append(style(step.samples())).append("; ");
            } while (!step.last());

            assertThat(runs.toString()).as("symbols and row of each").isEqualTo("510 1509.0; 510 1509.0; 180 1179.0; ");
        }
    }

    @Test
    void unknown_characters_are_dropped_and_a_sentence_of_nothing_else_is_empty() throws Exception {
        try (LoadedVoice open = open(published("{}"))) {
            assertThat(ids(speak(open, "☃a☃ç\u00e3", Delivery.PLAIN))).containsExactly(0, 43, 78, 43, 17, 0);
            assertThatThrownBy(() -> open.begin(sentence("☃ ˈ."), Delivery.PLAIN))
                    .isInstanceOfSatisfying(BourdonException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.TEXT_EMPTY));
            open.rest(new StopSignal());
        }
    }

    @Test
    void the_vocabulary_of_the_config_beside_it_counts() throws Exception {
        Files.writeString(folder.resolve("config.json"), "{\"n_token\": 10, \"vocab\": {\"a\": 7, \".\": 3}}");
        try (LoadedVoice open = open(published("{}"))) {
            assertThat(ids(speak(open, "ab.", Delivery.PLAIN))).containsExactly(0, 7, 3, 0);
        }
        Files.writeString(folder.resolve("config.json"), "{\"n_token\": 10, \"vocab\": {\"a\": 70}}");
        assertThatThrownBy(() -> format.describe(folder.resolve("kokoro.kokoro.json")))
                .hasMessage("config.json has \"a\": 70 in 'vocab'; one character and an id from 0 to 9 are valid");
    }

    @Test
    void raw_tables_speak_like_zipped_ones() throws Exception {
        Published.model(folder, "tokens", "audio", false, 1);
        Path voices = Files.createDirectory(folder.resolve("voices"));
        Files.write(voices.resolve("af_heart.bin"), Published.table(1, Published.ROWS));
        Files.write(voices.resolve("bm_lewis.bin"), Published.table(2, Published.ROWS));
        try (LoadedVoice open = open(describe("{}"))) {
            assertThat(style(speak(open, "tˈɛst.", delivery(1, Optional.of("bm_lewis"))))).isEqualTo(2_005);
        }
        Files.write(folder.resolve("all.bin"), both());
        try (LoadedVoice open = open(describe("{\"kokoro\": {\"voices\": \"all.bin\", \"names\": [\"af\", \"bm_lewis\"]}}"))) {
            assertThat(style(speak(open, "tˈɛst.", delivery(1, Optional.of("bm_lewis"))))).isEqualTo(2_005);
            assertThat(style(speak(open, "tˈɛst.", Delivery.PLAIN))).isEqualTo(1_005);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"<f8|False|(510, 1, 256)|type '<f8'", "<f4|True|(510, 1, 256)|fortran_order True",
        "<f4|False|(510, 256, 1)|shape (510,256,1)", "<f4|False|(511, 1, 256)|bytes and should have", "<f4|False|(0, 1, 256)|0 rows"})
    void a_table_of_another_kind_breaks_the_voice_by_name(String type, String order, String shape, String why) throws Exception {
        Published.model(folder, "tokens", "audio", false, 1);
        Published.npz(folder.resolve("voices-v1.0.bin"), "af_heart", Published.npy(type, order, shape, Published.table(1, Published.ROWS)));
        try (LoadedVoice open = open(describe("{}"))) {
            assertThatThrownBy(() -> speak(open, "a.", Delivery.PLAIN)).hasMessageContaining("af_heart.npy").hasMessageContaining(why)
                    .isInstanceOfSatisfying(BourdonException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.VOICE_BROKEN));
        }
    }

    @Test
    void files_that_are_not_there_are_named() throws Exception {
        Path side = Published.sideFile(folder, "{}");
        assertThatThrownBy(() -> format.describe(side)).hasMessage(
                "kokoro.kokoro.json needs a file name 'kokoro.model', because no file beside it ends in .onnx");
        Published.model(folder, "tokens", "audio", false, 1);
        assertThatThrownBy(() -> format.describe(side)).hasMessageContaining("'kokoro.voices', because no file beside it ends in .bin");
        Files.write(folder.resolve("voices.bin"), new byte[1_000]);
        assertThatThrownBy(() -> format.describe(side)).hasMessageContaining("needs a list of names 'kokoro.names'");
    }

    @Test
    void a_model_of_another_shape_does_not_fit() throws Exception {
        Voice voice = published("{}");
        Files.write(folder.resolve("kokoro.onnx"), OnnxGraphs.doubling());

        assertThatThrownBy(() -> open(voice)).hasMessageContaining("kokoro.kokoro.json does not fit its model, which lacks an input 'tokens'")
                .isInstanceOfSatisfying(BourdonException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.VOICE_BROKEN));
    }

    private static byte[] both() {
        byte[] both = Arrays.copyOf(Published.table(1, Published.ROWS), 2 * Published.ROWS * Styles.ROW_BYTES);
        System.arraycopy(Published.table(2, Published.ROWS), 0, both, both.length / 2, both.length / 2);
        return both;
    }

    private Voice published(String side) throws Exception {
        Published.model(folder, "tokens", "audio", false, 1);
        Published.npz(folder.resolve("voices-v1.0.bin"), "af_heart", "af_sky", "ef_dora", "ff_siwis");
        return describe(side);
    }

    private Voice describe(String side) throws Exception {
        return format.describe(Published.sideFile(folder, side)).orElseThrow();
    }

    private LoadedVoice open(Voice voice) throws BourdonException {
        return format.open(voice, voice.variants().getFirst(), file -> ENGINE.open(new ModelSource.File(file), Device.CPU));
    }

    private static Delivery delivery(double speed, Optional<String> speaker) {
        return new Delivery(speed, speaker, OptionalDouble.empty(), OptionalDouble.empty());
    }

    private static Sentence sentence(String phonemes) {
        return new Sentence(phonemes, phonemes, List.of(), phonemes, Intonation.FALLING);
    }

    private static float[] speak(LoadedVoice voice, String phonemes, Delivery delivery) throws BourdonException {
        try (Utterance utterance = voice.begin(sentence(phonemes), delivery)) {
            PcmStep step = utterance.next(new StopSignal());
            assertThat(step.last()).isTrue();
            return step.samples();
        }
    }

    private static float style(float[] sound) {
        assertThat(Arrays.copyOf(sound, Styles.WIDTH)).containsOnly(sound[0]);
        return sound[0];
    }

    private static int[] ids(float[] sound) {
        int[] ids = new int[sound.length - Styles.WIDTH - 1];
        for (int i = 0; i < ids.length; i++) {
            ids[i] = (int) sound[Styles.WIDTH + i];
        }
        return ids;
    }
}
