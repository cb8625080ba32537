package org.bourdon.voice.piper.side;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PhonemeIdsTest {

    /** Those of Piper's usual English map that these tests need. */
    private static final String MAP = """
            {"_": [0], "^": [1], "$": [2], " ": [3], ".": [10], "d": [17], "s": [31], "t": [32], "w": [35], "n": [26], "c": [16],
             "ɛ": [61], "ʌ": [102], "ˈ": [120], "\u0327": [140]}""";

    @TempDir
    Path folder;

    @Test
    void test_one_becomes_the_ids_that_piper_itself_gives() throws Exception {
        assertThat(map("{}").encode("tˈɛst wˈʌn.").ids())
                .containsExactly(1, 0, 32, 0, 120, 0, 61, 0, 31, 0, 32, 0, 3, 0, 35, 0, 120, 0, 102, 0, 26, 0, 10, 0, 2);
    }

    @Test
    void each_id_knows_the_phoneme_that_it_stands_for() throws Exception {
        assertThat(map("{}").encode("tˈɛ").phonemes()).containsExactly(0, 0, 't', 0, 'ˈ', 0, 'ɛ', 0, 0);
    }

    @Test
    void what_the_voice_does_not_know_is_left_out_and_named_once() throws Exception {
        PhonemeIds.Encoded encoded = map("{}").encode("t☃ɛ☃t");

        assertThat(encoded.ids()).containsExactly(1, 0, 32, 0, 61, 0, 32, 0, 2);
        assertThat(encoded.unknown()).containsExactly((int) '☃');
    }

    @Test
    void a_composed_letter_is_taken_apart() throws Exception {
        assertThat(map("{}").encode("ç").ids()).containsExactly(1, 0, 16, 0, 140, 0, 2);
    }

    @Test
    void a_phoneme_map_replaces_before_the_ids_are_looked_up() throws Exception {
        assertThat(map("{\"d\": [\"t\", \"ɛ\"]}").encode("d").ids()).containsExactly(1, 0, 32, 0, 61, 0, 2);
    }

    @Test
    void marks_spaces_and_punctuation_alone_are_not_audible() throws Exception {
        assertThat(map("{}").encode("ˈ .").audible()).isFalse();
        assertThat(map("{}").encode("☃").audible()).isFalse();
        assertThat(map("{}").encode("t.").audible()).isTrue();
    }

    private PhonemeIds map(String phonemeMap) throws Exception {
        Path file = Files.writeString(folder.resolve("voice.onnx.json"),
                "{\"num_symbols\": 256, \"phoneme_map\": " + phonemeMap + ", \"phoneme_id_map\": " + MAP + "}");
        return PhonemeIds.of(JsonFile.read(file));
    }
}
