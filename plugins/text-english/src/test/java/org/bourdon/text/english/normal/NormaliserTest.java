package org.bourdon.text.english.normal;

import static org.assertj.core.api.Assertions.assertThat;

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
