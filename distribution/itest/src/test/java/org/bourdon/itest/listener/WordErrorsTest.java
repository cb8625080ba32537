package org.bourdon.itest.listener;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WordErrorsTest {

    @Test
    void case_punctuation_hyphens_and_digits_make_no_difference() {
        assertThat(WordErrors.between("Twenty-one people, it's 1,250!", "twenty one people it's one thousand two hundred fifty").errors()).isZero();
    }

    @Test
    void a_word_put_in_left_out_or_exchanged_counts_one() {
        assertThat(WordErrors.between("the cat sat down", "the cat sat right down")).isEqualTo(new WordErrors(1, 4));
        assertThat(WordErrors.between("the cat sat down", "the cat down")).isEqualTo(new WordErrors(1, 4));
        assertThat(WordErrors.between("the cat sat down", "the cap sat down")).isEqualTo(new WordErrors(1, 4));
    }

    @Test
    void silence_misses_every_word() {
        assertThat(WordErrors.between("the cat sat down", "")).isEqualTo(new WordErrors(4, 4));
    }
}
