package org.bourdon.text.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import org.bourdon.error.BourdonException;
import org.bourdon.text.Intonation;
import org.bourdon.text.Pieces;
import org.bourdon.text.Sentence;
import org.bourdon.text.TextFrontEnd;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The contract of {@link TextFrontEnd}. A front end's test extends it, gives the front end and a text in its language. */
public abstract class TextFrontEndContract {

    private static final int MOST_PHONEMES = 200;
    private static final int FEW_MORE = 20;
    private static final int THREADS = 4;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** The front end under test; the same at each call within a test. */
    protected abstract TextFrontEnd frontEnd();

    /** Ordinary text of about ten sentences, in the front end's language. */
    protected abstract String text();

    @Test
    void it_names_the_languages_that_it_speaks() {
        assertThat(frontEnd().languages()).isNotEmpty().allMatch(language -> language.matches("[a-z]{2,3}"));
    }

    @Test
    void walking_from_sentence_to_sentence_covers_the_whole_text() {
        List<String> sentences = walk(text());

        assertThat(String.join("", sentences)).isEqualTo(text());
        assertThat(sentences).as("sentences of %s", text()).hasSizeGreaterThan(4);
    }

    @Test
    void text_that_arrives_in_small_portions_has_the_same_sentences() {
        assertThat(walkAsItArrives(text(), 7)).isEqualTo(walk(text()));
    }

    @Test
    void a_complete_text_always_has_a_first_sentence() {
        Random random = new Random(1);
        for (int i = 0; i < 2000; i++) {
            String garbage = garbage(random, 1 + random.nextInt(80));
            assertThat(frontEnd().firstSentenceEnd(garbage, true)).as("end in %s", escaped(garbage)).isBetween(1, garbage.length());
        }
    }

    @Test
    void nothing_has_nothing_to_say() throws BourdonException {
        assertThat(frontEnd().firstSentenceEnd("", true)).isZero();
        assertThat(frontEnd().firstSentenceEnd("", false)).isEqualTo(-1);
        assertThat(frontEnd().analyse("", Pieces.LONG)).isEmpty();
        assertThat(frontEnd().analyse(" \n\t ", Pieces.LONG)).isEmpty();
    }

    @Test
    void an_endless_sentence_is_cut_before_more_text_is_needed() {
        String endless = "word ".repeat(10_000);
        String blank = " ".repeat(10_000);
        String solid = "x".repeat(10_000);

        for (String text : List.of(endless, blank, solid)) {
            assertThat(frontEnd().firstSentenceEnd(text, false)).isBetween(1, text.length());
        }
    }

    @Test
    void a_longTexttext_is_walked_in_linear_time() {
        String book = text().repeat(1_000_000 / text().length() + 1);
        for (String longText : List.of(book, "a".repeat(1_000_000), ". ".repeat(500_000), " ".repeat(1_000_000), "\n ".repeat(500_000),
                "\"' ".repeat(300_000), "Dr. ".repeat(250_000))) {
            Assertions.assertTimeoutPreemptively(PATIENCE, () -> {
                int at = 0;
                while (at < longText.length()) {
                    at += frontEnd().firstSentenceEnd(new Rest(longText, at), true);
                }
                assertThat(at).isEqualTo(longText.length());
            }, () -> "walking through 1 MB of '" + longText.substring(0, 10) + "…'");
        }
    }

    @ParameterizedTest
    @EnumSource
    void every_piece_is_well_formed(Pieces pieces) throws BourdonException {
        String run = String.join(" and then ", walk(text())).replaceAll("[.!?]", "");
        for (String sentence : walk(text() + "\n\n" + run)) {
            List<Sentence> spoken = frontEnd().analyse(sentence, pieces);
            assertThat(spoken).as("pieces of '%s'", sentence).isNotEmpty();
            for (Sentence piece : spoken) {
                assertWellFormed(piece);
            }
            assertThat(spoken.subList(0, spoken.size() - 1)).as("inner pieces do not rise")
                    .allMatch(piece -> piece.intonation() == Intonation.FALLING);
            assertThat(String.join("", spoken.stream().map(Sentence::text).toList()).replaceAll("\\s", ""))
                    .as("the pieces' written text").isEqualTo(sentence.replaceAll("\\s", ""));
        }
    }

    @Test
    void whatever_is_written_it_never_fails() {
        Random random = new Random(20);
        for (int i = 0; i < 1500; i++) {
            String garbage = garbage(random, random.nextInt(200));
            assertThatCode(() -> {
                for (Sentence piece : frontEnd().analyse(garbage, either(random))) {
                    assertWellFormed(piece);
                }
            }).as("analysing %s", escaped(garbage)).doesNotThrowAnyException();
        }
    }

    @Test
    void longTextgarbage_takes_no_more_than_its_length_is_worth() {
        for (String unit : List.of("1", "1.", "1,", "a.", "A", "a", "-", "$1 ", "1/", "1-", "1:", "@", "a@", "http://", "(", "'", "\uD83D\uDE00",
                "\uD83D", "x1", "I", "St. ", "1 ", "\u0301", "\u4E2D", "...", "+1 ")) {
            String text = unit.repeat(20_000 / unit.length());
            Assertions.assertTimeoutPreemptively(PATIENCE, () -> {
                for (Sentence piece : frontEnd().analyse(text, Pieces.LONG)) {
                    assertWellFormed(piece);
                }
            }, () -> "analysing 20,000 characters of '" + escaped(unit) + "'");
        }
    }

    @Test
    void many_threads_get_what_one_gets() throws Exception {
        List<String> sentences = walk(text());
        List<List<Sentence>> alone = analysed(sentences);
        try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
            Callable<List<List<Sentence>>> work = () -> {
                List<List<Sentence>> last = List.of();
                for (int i = 0; i < 50; i++) {
                    last = analysed(sentences);
                }
                return last;
            };
            List<Future<List<List<Sentence>>>> results =
                    threads.invokeAll(List.of(work, work, work, work), PATIENCE.toSeconds(), TimeUnit.SECONDS);
            for (Future<List<List<Sentence>>> result : results) {
                assertThat(result.get()).isEqualTo(alone);
            }
        }
    }

    private List<List<Sentence>> analysed(List<String> sentences) throws BourdonException {
        List<List<Sentence>> all = new ArrayList<>();
        for (String sentence : sentences) {
            all.add(frontEnd().analyse(sentence, Pieces.LONG));
        }
        return all;
    }

    private List<String> walk(String text) {
        List<String> sentences = new ArrayList<>();
        int at = 0;
        while (at < text.length()) {
            int end = at + frontEnd().firstSentenceEnd(new Rest(text, at), true);
            assertThat(end).as("end of the sentence at %s", at).isGreaterThan(at);
            sentences.add(text.substring(at, end));
            at = end;
        }
        return sentences;
    }

    private List<String> walkAsItArrives(String text, int portion) {
        List<String> sentences = new ArrayList<>();
        int from = 0;
        for (int arrived = portion; arrived < text.length(); arrived += portion) {
            int end = frontEnd().firstSentenceEnd(text.substring(from, arrived), false);
            while (end >= 0) {
                sentences.add(text.substring(from, from + end));
                from += end;
                end = frontEnd().firstSentenceEnd(text.substring(from, arrived), false);
            }
        }
        sentences.addAll(walk(text.substring(from)));
        return sentences;
    }

    private static void assertWellFormed(Sentence piece) {
        String phonemes = piece.phonemes();
        assertThat(phonemes).as("phonemes of '%s'", piece.spoken()).isNotEmpty()
                .matches("(?s).*[.?!,]").doesNotContain("  ").doesNotContain(" ,").doesNotContain("^").doesNotContain("$")
                .doesNotStartWith(" ");
        assertThat(phonemes.substring(0, phonemes.length() - 1)).as("no end of a sentence inside '%s'", phonemes)
                .doesNotContain(".").doesNotContain("?").doesNotContain("!");
        assertThat(phonemes.codePointCount(0, phonemes.length())).as("phonemes in '%s'", phonemes)
                .isLessThanOrEqualTo(MOST_PHONEMES + FEW_MORE);
        assertThat(piece.words()).as("words of '%s'", piece.spoken()).isNotEmpty().allMatch(word -> !word.ipa().isBlank());
        assertThat(phonemes.split(" ")).hasSameSizeAs(piece.words());
    }

    private static Pieces either(Random random) {
        return random.nextBoolean() ? Pieces.LONG : Pieces.SHORT_FIRST;
    }

    /** Random text: digits, letters, punctuation, any Unicode, lone surrogates. */
    private static String garbage(Random random, int length) {
        String likely = "aAbcIVX0123456789 ....,,::;;--–—''\"\"()$£€%°/@#&+*\n\t?!mkgvwStDrNo";
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            switch (random.nextInt(20)) {
                case 0 -> text.append((char) random.nextInt(0x10000));
                case 1 -> text.appendCodePoint(random.nextInt(0x110000));
                case 2 -> text.append((char) (0xD800 + random.nextInt(0x800)));
                case 3 -> text.appendCodePoint(0x1F300 + random.nextInt(0x400));
                default -> text.append(likely.charAt(random.nextInt(likely.length())));
            }
        }
        return text.toString();
    }

    private static String escaped(String text) {
        StringBuilder escaped = new StringBuilder();
        text.chars().forEach(c -> escaped.append(c >= ' ' && c < 0x7F ? String.valueOf((char) c) : String.format("\\u%04X", c)));
        return escaped.toString();
    }

    /** The rest of a text without a copy, as a session holds it. */
    private record Rest(String text, int from) implements CharSequence {

        @Override
        public int length() {
            return text.length() - from;
        }

        @Override
        public char charAt(int index) {
            return text.charAt(from + index);
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return text.substring(from + start, from + end);
        }

        @Override
        public String toString() {
            return text.substring(from);
        }
    }
}
