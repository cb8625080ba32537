package org.bourdon.text.english.pronounce;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

/** The real network, on words that it never saw in training. */
class PronunciationNetworkTest {

    private static final double MOST_WRONG = 0.32;

    @Test
    void two_of_three_unseen_words_are_pronounced_as_the_dictionary_has_them() throws Exception {
        List<String[]> words = unseenWords();
        try (PronunciationNetwork network = new PronunciationNetwork(new OnnxModels())) {
            Map<String, byte[]> guesses = network.phones(words.stream().map(fields -> fields[0]).toList());

            List<String> wrong = new ArrayList<>();
            for (String[] fields : words) {
                byte[] guess = withoutStress(guesses.get(fields[0]));
                if (Arrays.stream(fields[1].split("\\|")).noneMatch(right ->
                        Arrays.equals(withoutStress(Arpabet.parse(right).orElseThrow()), guess))) {
                    wrong.add(fields[0]);
                }
            }
            assertThat((double) wrong.size() / words.size()).as("share of words with a wrong phone, of %s words: %s", words.size(), wrong)
                    .isLessThan(MOST_WRONG);
        }
    }

    @Test
    void every_word_is_given_phones_however_odd_it_is() throws Exception {
        try (PronunciationNetwork network = new PronunciationNetwork(new OnnxModels())) {
            assertThat(network.phones(List.of("zyzzyva", "a'b'c", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"))).hasSize(3)
                    .allSatisfy((word, phones) -> assertThat(phones).as(word).isNotEmpty());
        }
    }

    private static byte[] withoutStress(byte[] phones) {
        byte[] plain = phones.clone();
        for (int i = 0; i < plain.length; i++) {
            plain[i] = Arpabet.isVowel(plain[i]) ? (byte) (plain[i] / 3 * 3) : plain[i];
        }
        return plain;
    }

    private static List<String[]> unseenWords() throws IOException {
        try (var in = PronunciationNetworkTest.class.getResourceAsStream("unseen-words.tsv")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().map(line -> line.split("\t")).toList();
        }
    }
}
