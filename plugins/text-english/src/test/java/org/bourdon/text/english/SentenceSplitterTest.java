package org.bourdon.text.english;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The cases stand in {@code sentences.tsv}. */
class SentenceSplitterTest {

    private final SentenceSplitter splitter = new SentenceSplitter();

    @ParameterizedTest(name = "{0}")
    @CsvFileSource(resources = "sentences.tsv", delimiter = '\t', quoteCharacter = '\0', ignoreLeadingAndTrailingWhitespace = false)
    void a_text_has_the_sentences_that_a_reader_sees(String line) {
        String text = line.replace("\\n", "\n").replace("\\r", "\r");

        assertThat(sentences(text.replace("|", ""))).containsExactly(text.split("\\|"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"It costs 3.", "It is Dr.", "Yes", "Yes.", "Yes. ", "Wait...", "The U.S. ", "Is it?", "One\n", "She said \"no.\""})
    void while_more_may_follow_a_sentence_ends_only_where_that_is_certain(String beginning) {
        assertThat(splitter.firstSentenceEnd(beginning, false)).isEqualTo(-1);
        assertThat(splitter.firstSentenceEnd(beginning, true)).isEqualTo(beginning.length());
    }

    @Test
    void a_word_that_may_open_a_sentence_must_be_complete() {
        assertThat(splitter.firstSentenceEnd("The U.S. The", false)).isEqualTo(-1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Yes. |N", "Yes! |n", "The U.S. |The ", "One\n\n|", "She said \"no.\" |W"})
    void the_first_letter_of_the_next_sentence_makes_it_certain(String text) {
        assertThat(splitter.firstSentenceEnd(text.replace("|", ""), false)).isEqualTo(text.indexOf('|'));
    }

    @Test
    void a_sentence_without_end_is_cut_at_its_last_clause() {
        String clause = "and another one that never ends, ";
        String text = clause.repeat(50);

        int end = splitter.firstSentenceEnd(text, false);

        assertThat(end).isBetween(SentenceSplitter.LONGEST - 2 * clause.length(), SentenceSplitter.LONGEST);
        assertThat(text.substring(0, end)).endsWith("ends, ");
    }

    @Test
    void a_character_is_never_cut_in_two() {
        String text = "x" + "\uD83D\uDE00".repeat(600);

        int end = splitter.firstSentenceEnd(text, true);

        assertThat(Character.isLowSurrogate(text.charAt(end))).as("cut inside a surrogate pair at %s", end).isFalse();
    }

    private List<String> sentences(String text) {
        List<String> sentences = new ArrayList<>();
        String rest = text;
        while (!rest.isEmpty()) {
            int end = splitter.firstSentenceEnd(rest, true);
            sentences.add(rest.substring(0, end));
            rest = rest.substring(end);
        }
        return sentences;
    }
}
