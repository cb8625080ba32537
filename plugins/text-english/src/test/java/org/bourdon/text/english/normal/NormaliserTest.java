package org.bourdon.text.english.normal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;

import org.bourdon.text.english.pronounce.Dictionary;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/** The cases stand in {@code normalisation.tsv}: as written, as spoken. */
class NormaliserTest {

    private static final Dictionary DICTIONARY = Dictionary.load();
    private static final Normaliser NORMALISER = new Normaliser(DICTIONARY::contains, "bbc"::equals);

    @ParameterizedTest(name = "{0} is spoken: {1}")
    @CsvFileSource(resources = "normalisation.tsv", delimiter = '\t', quoteCharacter = '\0', maxCharsPerColumn = 1000)
    void it_is_read_as_a_person_reads_it(String written, String spoken) {
        assertThat(spoken(written)).isEqualTo(spoken == null ? "" : spoken);
    }

    @Test
    void what_the_user_pronounces_is_not_spelled() {
        assertThat(spoken("the BBC and the CBC")).isEqualTo("the BBC and the C B C");
    }

    @Test
    void every_word_knows_where_it_was_written() {
        String written = "Ünlü paid $3.50, ﬁne.";

        assertThat(NORMALISER.normalise(written)).filteredOn(Token::isWord)
                .extracting(token -> written.substring(token.from(), token.to()))
                .containsExactly("Ünlü", "paid", "$3.50", "$3.50", "$3.50", "$3.50", "$3.50", "ﬁne");
    }

    /** They are taken without asking the rules, none of which may have anything to say of them. */
    @Test
    void openers_of_sentences_are_no_abbreviations() {
        assertThat(Normaliser.OPENERS).allSatisfy(word -> {
            assertThat(word.length() > 2 && Abbreviations.mayBe(word.toLowerCase(Locale.ROOT))).isFalse();
            assertThat(spoken(word + " old house")).isEqualTo(word + " old house");
        });
    }

    @Test
    void the_last_word_is_an_abbreviation_where_it_is_one() {
        assertThat(spoken("Nobody came for years.")).isEqualTo("Nobody came for years.");
        assertThat(spoken("He lives in Baker St.")).isEqualTo("He lives in Baker Street");
        assertThat(spoken("apples, pears, etc.")).isEqualTo("apples, pears, et cetera.");
    }

    @Test
    void control_characters_and_lone_surrogates_are_dropped() {
        assertThat(spoken("\u0000a\u0007 \uD83Dbell\uDE00\u001B")).isEqualTo("a bell");
    }

    private static String spoken(String written) {
        StringBuilder line = new StringBuilder();
        for (Token token : NORMALISER.normalise(written)) {
            line.append(token.isWord() && !line.isEmpty() ? " " : "").append(token.text());
        }
        return line.toString();
    }
}
