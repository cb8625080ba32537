package org.bourdon.voice.piper.side;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

import org.bourdon.error.BourdonException;
import org.bourdon.error.ErrorCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SideFileTest {

    private static final String GOOD = "{'audio': {'sample_rate': 22050}, 'espeak': {'voice': 'en-us'}, 'num_symbols': 256, 'num_speakers': 3,"
            + " 'speaker_id_map': {'ann': 2, 'bob': 0}, 'phoneme_id_map': {'_': [0], '^': [1], '$': [2], 'a': [14]}}";

    @TempDir
    Path folder;

    @Test
    void what_is_not_said_has_pipers_defaults() throws Exception {
        SideFile side = read(GOOD);

        assertThat(side.sampleRateHz()).isEqualTo(22_050);
        assertThat(side.language()).isEqualTo(Locale.forLanguageTag("en-US"));
        assertThat(side.defaults()).isEqualTo(new SideFile.Defaults(0.667, 1, 0.8));
    }

    @ParameterizedTest
    @CsvSource({"es_AR,es-419,es-AR-x-espeak-es-419", "de_DE,de,de-DE", "pt_BR,pt-br,pt-BR", "zh_CN,cmn,zh-CN-x-espeak-cmn", "en_GB,en-gb-x-rp,en-GB-x-espeak-en-gb-x-rp",
        "fr_FR,fr,fr-FR", "en_US,en-us+f3,en-US"})
    void the_voice_of_espeak_is_kept_where_the_language_does_not_lead_to_it(String code, String espeak, String language) throws Exception {
        String side = GOOD.replace("'espeak': {'voice': 'en-us'}", "'language': {'code': '" + code + "'}, 'espeak': {'voice': '" + espeak + "'}");

        assertThat(read(side).language().toLanguageTag()).isEqualTo(language);
    }

    @Test
    void speakers_stand_in_the_order_of_their_numbers_and_a_nameless_one_is_called_by_its_number() throws Exception {
        assertThat(read(GOOD).speakers()).containsExactly("bob", "1", "ann");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', value = {
        "22050|'fast'|has 'audio.sample_rate' \"fast\"; a whole number from 4000 to 192000 is valid",
        "22050|1|has 'audio.sample_rate' 1; a whole number from 4000 to 192000 is valid",
        "'sample_rate'|'rate'|needs a number 'audio.sample_rate'",
        "'$': [2],||needs ids for '$' in 'phoneme_id_map'",
        "[14]|14|has no list of ids for 'a' in 'phoneme_id_map'",
        "[14]|[999]|has the id 999 for 'a' in 'phoneme_id_map'; 0 to 255 are valid",
        "'ann': 2|'ann': 7|gives the speaker \"ann\" the number 7; 0 to 2 are valid",
        "'espeak'|'other'|needs a text 'language.code' or 'espeak.voice'",
        "'num_speakers'|num_speakers|is not JSON: line 1, column 85",
    })
    void a_side_file_that_cannot_be_used_says_in_one_line_why(String good, String bad, String why) {
        assertThatThrownBy(() -> read(GOOD.replace(good, bad == null ? "" : bad)))
                .isInstanceOfSatisfying(BourdonException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.VOICE_BROKEN))
                .hasMessage("voice.onnx.json " + why);
    }

    @Test
    void a_side_file_of_more_than_a_megabyte_is_not_read() {
        assertThatThrownBy(() -> read(" ".repeat((int) JsonFile.LONGEST) + GOOD)).hasMessageContaining("a side file takes at most 1048576");
    }

    private SideFile read(String json) throws Exception {
        return SideFile.read(Files.writeString(folder.resolve("voice.onnx.json"), json.replace('\'', '"')));
    }
}
