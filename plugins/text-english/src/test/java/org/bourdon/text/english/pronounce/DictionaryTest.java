package org.bourdon.text.english.pronounce;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.junit.jupiter.api.Test;

class DictionaryTest {

    private static final Dictionary DICTIONARY = Dictionary.load();

    @Test
    void every_word_of_the_source_is_found_with_its_first_pronunciation() throws IOException {
        List<String> lost = new ArrayList<>();
        List<String> additions = Files.readAllLines(Path.of("src/lexicon/additions.tsv")).stream().map(line -> line.split("\t")[0]).toList();
        for (String line : Files.readAllLines(Path.of("src/lexicon/cmudict.tsv"))) {
            String[] fields = line.split("\t");
            if (fields[0].endsWith(")") || additions.contains(fields[0]) || !fields[0].chars().allMatch(c -> c < 0x80)) {
                continue;
            }
            if (!DICTIONARY.phones(fields[0]).filter(phones -> Arrays.equals(phones, Arpabet.parse(fields[1]).orElseThrow())).isPresent()) {
                lost.add(line);
            }
        }
        assertThat(lost).as("words of cmudict.tsv that the compiled dictionary lacks or has wrong").isEmpty();
    }

    @Test
    void what_is_not_in_the_source_is_not_found() {
        for (String word : List.of("", "zzzzzz", "a'", "aaaaaa", "!", "hello-", "helloo", "\uD83D\uDE00", "x".repeat(500))) {
            assertThat(DICTIONARY.phones(word)).as(word).isEmpty();
        }
    }

    @Test
    void additions_are_found() {
        assertThat(DICTIONARY.phones("bourdon")).isPresent();
    }
}
