package org.bourdon.text.english;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;

import org.bourdon.error.BourdonException;
import org.bourdon.error.ErrorCode;
import org.bourdon.text.Intonation;
import org.bourdon.text.Pieces;
import org.bourdon.text.Sentence;
import org.bourdon.text.Word;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SpokenEnglishTest {

    @TempDir
    Path folder;

    private final FakeModels models = new FakeModels();

    @Test
    void a_sentence_becomes_words_with_stress_before_the_vowel_and_one_full_stop() throws BourdonException {
        Sentence sentence = one("Dr. Smith paid $3.50 for the apple.");

        assertThat(sentence.spoken()).isEqualTo("Doctor Smith paid three dollars and fifty cents for the apple.");
        assertThat(sentence.phonemes()).isEqualTo("dˈɑːktɚ smˈɪθ pˈeɪd θɹˈiː dˈɑːlɚz ənd fˈɪfti sˈɛnts fɔːɹ ði ˈæpəl.");
        assertThat(sentence.text()).isEqualTo("Dr. Smith paid $3.50 for the apple.");
        assertThat(sentence.words()).hasSize(11).allMatch(word -> word.origin() == Word.Origin.DICTIONARY);
    }

    @Test
    void clause_marks_stay_and_a_question_ends_as_one() throws BourdonException {
        assertThat(one("Yes, no; or: (maybe) well?").phonemes()).matches("\\S+, \\S+; \\S+: \\S+, \\S+\\?");
    }

    @Test
    void words_known_only_in_parts_do_not_need_the_network() throws BourdonException {
        Sentence sentence = one("Keyboardist's subprocesses that'd filename");

        assertThat(sentence.words()).filteredOn(word -> !word.text().startsWith("Keyboard"))
                .allMatch(word -> word.origin() == Word.Origin.DICTIONARY);
    }

    @Test
    void all_unknown_words_of_a_sentence_go_to_the_network_at_once_and_are_remembered() throws BourdonException {
        EnglishFrontEnd english = english();
        english.analyse("Zyzzyvax met qwopify and zyzzyvax.", Pieces.LONG);
        english.analyse("Qwopify!", Pieces.LONG);

        assertThat(models.tasks()).as("tasks on the lane").isEqualTo(1);
    }

    @Test
    void without_an_engine_an_unknown_word_fails_and_a_known_one_does_not() throws BourdonException {
        models.loseTheEngine();

        assertThat(one("This is known.").words()).hasSize(3);
        assertThatThrownBy(() -> one("Zyzzyvax.")).isInstanceOf(BourdonException.class)
                .extracting(e -> ((BourdonException) e).code()).isEqualTo(ErrorCode.ENGINE_UNAVAILABLE);
    }

    @Test
    void the_network_is_let_go_when_the_component_leaves() {
        english().close();

        assertThat(models.closed()).isEqualTo(1);
    }

    @Test
    void the_users_lexicon_overrides_dictionary_and_network_and_bad_lines_do_no_harm() throws Exception {
        lexicon("# mine\nhello  HH AH0 L OW1 # as usual\nnonsense\nworld /wˈɝx/\nzyzzyvax\t/ˈzɪzɪvæks/\n tomato /təˈmɑːtoʊ/ \nread XX1\n", 1);
        EnglishFrontEnd english = english();

        List<Word> words = english.analyse("Hello zyzzyvax tomato world read.", Pieces.LONG).getFirst().words();

        assertThat(words).extracting(Word::ipa).startsWith("həlˈoʊ", "zˈɪzɪvæks", "təmˈɑːtoʊ");
        assertThat(words).extracting(Word::origin).containsExactly(Word.Origin.USER_LEXICON, Word.Origin.USER_LEXICON,
                Word.Origin.USER_LEXICON, Word.Origin.DICTIONARY, Word.Origin.DICTIONARY);
        assertThat(models.tasks()).isZero();
    }

    @Test
    void a_changed_lexicon_counts_from_the_next_sentence_on() throws Exception {
        EnglishFrontEnd english = english();
        assertThat(english.analyse("Hello.", Pieces.LONG).getFirst().phonemes()).isEqualTo("həlˈoʊ.");

        lexicon("hello HH EH1 L OW0", 1);
        assertThat(english.analyse("Hello.", Pieces.LONG).getFirst().phonemes()).isEqualTo("hˈɛloʊ.");

        lexicon("hello HH AH1 L OW0", 2);
        assertThat(english.analyse("Hello.", Pieces.LONG).getFirst().phonemes()).isEqualTo("hˈʌloʊ.");

        Files.delete(folder.resolve("en.txt"));
        assertThat(english.analyse("Hello.", Pieces.LONG).getFirst().phonemes()).isEqualTo("həlˈoʊ.");
    }

    @Test
    void a_long_sentence_comes_in_pieces_cut_at_a_mark_and_only_the_last_rises() throws BourdonException {
        String written = "Is it true that the quick brown fox jumped over the lazy dog in the middle of the night, that nobody at all saw it happen, "
                + "and that the dog, who had been asleep, told everyone about it on the following morning?";

        List<Sentence> pieces = english().analyse(written, Pieces.LONG);

        assertThat(pieces).hasSizeGreaterThan(1);
        assertThat(pieces.getFirst().phonemes()).endsWith(",");
        assertThat(pieces.getFirst().text()).endsWith("asleep,");
        assertThat(pieces).extracting(Sentence::intonation).containsOnlyOnce(Intonation.RISING).endsWith(Intonation.RISING);
    }

    @Test
    void the_first_piece_is_a_clause_for_a_voice_that_needs_it_short() throws BourdonException {
        String written = "When the sun came up, the quick brown fox jumped over the lazy dog and ran away into the forest.";

        assertThat(english().analyse(written, Pieces.SHORT_FIRST)).extracting(Sentence::text)
                .containsExactly("When the sun came up,", "the quick brown fox jumped over the lazy dog and ran away into the forest.");
        assertThat(english().analyse(written, Pieces.LONG)).hasSize(1);
    }

    @Test
    void what_cannot_be_spoken_says_nothing() throws BourdonException {
        assertThat(english().analyse("*** — 中文 \uD83C\uDDEC\uD83C\uDDE7 ...", Pieces.LONG)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Is the box ready?", "You are coming?", "It's nice, isn't it?", "And can you hear me?", "John, are you there?",
            "Do you know where it is?", "Didn't he say so?", "Ready?", "You like it, right?", "When you come home, will you call me?",
            "Have you seen it or something?", "\"Is it?\""})
    void these_rise(String question) throws BourdonException {
        assertThat(one(question).intonation()).isEqualTo(Intonation.RISING);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Where is the box?", "And what is this?", "Well, how are you?", "In which city do you live?", "Tea or coffee?",
            "Do you want tea or coffee?", "Who's there?", "The box is ready.", "Is it ready!", "To whom did you speak?", "So, John, what now?"})
    void these_fall(String sentence) throws BourdonException {
        assertThat(one(sentence).intonation()).isEqualTo(Intonation.FALLING);
    }

    @ParameterizedTest(name = "\"{1}\" in \"{0}\" is {2}")
    @CsvSource(delimiter = '|', value = {
            "I like to read. | read | ɹˈiːd", "I have read it. | read | ɹˈɛd", "He read it yesterday. | read | ɹˈɛd", "Read it. | read | ɹˈiːd",
            "They lead us. | lead | lˈiːd", "A lead pipe. | lead | lˈɛd",
            "I live here. | live | lˈɪv", "A live show. | live | lˈaɪv", "They lost their lives. | lives | lˈaɪvz",
            "The wind blows. | wind | wˈɪnd", "Wind it up. | wind | wˈaɪnd",
            "Tear it up. | tear | tˈɛɹ", "The tear gas. | tear | tˈɪɹ",
            "Close the door. | close | klˈoʊz", "It is close to me. | close | klˈoʊs",
            "Use the tool. | use | jˈuːz", "It is of no use. | use | jˈuːs", "I used to go. | used | jˈuːst", "I used it. | used | jˈuːzd",
            "The record broke. | record | ɹˈɛkɚd", "Please record it. | record | ɹəkˈɔːɹd",
            "A nice present. | present | pɹˈɛzənt", "I will present it. | present | pɹiːzˈɛnt",
            "This object is red. | object | ˈɑːbdʒɛkt", "I object to this. | object | əbdʒˈɛkt",
            "Our project works. | project | pɹˈɑːdʒɛkt", "They project growth. | project | pɹədʒˈɛkt",
            "The content is new. | content | kˈɑːntɛnt", "She was content. | content | kəntˈɛnt",
            "Wait a minute. | minute | mˈɪnət", "With minute details. | minute | maɪnˈuːt",
            "The desert is dry. | desert | dˈɛzɚt", "I will desert you. | desert | dɪzˈɜːt",
            "A bow and arrow. | bow | bˈoʊ", "They bow down. | bow | bˈaʊ",
            "Three in a row. | row | ɹˈoʊ", "A furious row. | row | ɹˈaʊ",
            "A separate room. | separate | sˈɛpɚɪt", "Please separate them. | separate | sˈɛpɚˌeɪt",
            "The apple. | the | ði", "The box. | the | ðə", "The hour. | the | ði", "A box. | a | ə", "Plan A is on. | A | ˈeɪ"})
    void homographs_are_told_apart_by_their_neighbours(String sentence, String word, String ipa) throws BourdonException {
        assertThat(one(sentence).words()).filteredOn(spoken -> spoken.text().equalsIgnoreCase(word)).first()
                .extracting(Word::ipa).isEqualTo(ipa);
    }

    @Test
    void warming_up_touches_the_network_too() throws BourdonException {
        english().warmUp();

        assertThat(models.tasks()).isEqualTo(1);
    }

    private EnglishFrontEnd english() {
        return new EnglishFrontEnd(folder.resolve("en.txt"), models);
    }

    private Sentence one(String written) throws BourdonException {
        List<Sentence> sentences = english().analyse(written, Pieces.LONG);
        assertThat(sentences).as("pieces of '%s'", written).hasSize(1);
        return sentences.getFirst();
    }

    /** @param version gives each a time of its own, whatever the clock's grain */
    private void lexicon(String text, int version) throws IOException {
        Path file = folder.resolve("en.txt");
        Files.writeString(file, text);
        Files.setLastModifiedTime(file, FileTime.fromMillis(1_000_000L * version));
    }
}
