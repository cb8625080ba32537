package org.bourdon.text;

import java.util.List;
import java.util.Objects;

/**
 * A sentence, or a piece of a long one, ready to be spoken.
 *
 * @param text       as written
 * @param spoken     the words after normalisation: numbers, abbreviations and symbols spelled out
 * @param words      the words of {@code spoken}, each with its pronunciation
 * @param phonemes   IPA as espeak-ng writes it: words parted by single spaces, stress marks directly before the vowel,
 *                   clause punctuation ({@code . , ; : ? !}) kept, one of it at the end
 * @param intonation how it ends
 */
public record Sentence(String text, String spoken, List<Word> words, String phonemes, Intonation intonation) {

    public Sentence {
        Objects.requireNonNull(text);
        Objects.requireNonNull(spoken);
        words = List.copyOf(words);
        Objects.requireNonNull(phonemes);
        Objects.requireNonNull(intonation);
    }
}
