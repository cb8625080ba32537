package org.bourdon.text.espeak;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

import org.bourdon.error.BourdonException;
import org.bourdon.text.Intonation;
import org.bourdon.text.Pieces;
import org.bourdon.text.Sentence;
import org.bourdon.text.TextFrontEnd;

/** The text of one language, spoken as one voice of espeak-ng does. */
final class RegionalFrontEnd implements TextFrontEnd {

    private static final String CLOSING = "\"'”’)]}»›」』）】*_ \t\n";
    /** A sentence that breaks off at a comma when it is this long was cut, and its voice stays up. */
    private static final int LONG_ENOUGH_TO_BE_CUT = SentenceEnds.LONGEST / 4;

    private final Espeak espeak;
    private final String voice;
    private final Locale language;
    private final SentenceEnds ends;

    RegionalFrontEnd(Espeak espeak, String voice, Locale language) {
        this.espeak = espeak;
        this.voice = voice;
        this.language = language;
        this.ends = new SentenceEnds(language.getLanguage());
    }

    @Override
    public Set<String> languages() {
        return Set.of(language.getLanguage());
    }

    @Override
    public int firstSentenceEnd(CharSequence text, boolean complete) {
        return ends.first(text, complete);
    }

    @Override
    public List<Sentence> analyse(String sentence, Pieces pieces) throws BourdonException {
        List<SpokenWord> words = words(sentence);
        if (words.isEmpty()) {
            return List.of();
        }
        char end = end(sentence);
        List<List<SpokenWord>> cut = Cutter.cut(words, pieces);
        List<Sentence> sentences = new ArrayList<>(cut.size());
        int from = 0;
        for (int i = 0; i < cut.size(); i++) {
            boolean last = i == cut.size() - 1;
            int to = last ? sentence.length() : Math.max(from, cut.get(i + 1).getFirst().from());
            sentences.add(sentence(sentence.substring(from, to), cut.get(i), last ? end : ','));
            from = to;
        }
        return sentences;
    }

    private List<SpokenWord> words(String sentence) throws BourdonException {
        List<Clause> clauses = Clauses.of(sentence);
        List<String> texts = clauses.stream().filter(clause -> !clause.raw()).map(Clause::text).toList();
        List<List<String>> translated = texts.isEmpty() ? List.of() : espeak.translate(voice, texts);
        List<SpokenWord> words = new ArrayList<>();
        int next = 0;
        for (Clause clause : clauses) {
            words.addAll(Alignment.words(clause, sentence, clause.raw() ? List.of() : translated.get(next++)));
        }
        return words;
    }

    private char end(String sentence) {
        int at = sentence.length() - 1;
        while (at > 0 && CLOSING.indexOf(sentence.charAt(at)) >= 0) {
            at--;
        }
        return switch (sentence.charAt(at)) {
            case '?', '？', '؟', '\u037E' -> '?';
            case ';' -> language.getLanguage().equals("el") ? '?' : pause(sentence);
            case '!', '！' -> '!';
            case ',', ':', '，', '、', '；', '：', '،', '؛' -> pause(sentence);
            default -> '.';
        };
    }

    private static char pause(String sentence) {
        return sentence.length() > LONG_ENOUGH_TO_BE_CUT ? ',' : '.';
    }

    private static Sentence sentence(String text, List<SpokenWord> words, char end) {
        StringBuilder spoken = new StringBuilder();
        StringBuilder phonemes = new StringBuilder();
        String before = "";
        for (int i = 0; i < words.size(); i++) {
            SpokenWord word = words.get(i);
            String mark = i == words.size() - 1 ? String.valueOf(end) : word.hasMark() ? String.valueOf(word.mark()) : "";
            // What espeak-ng made several words of stands once in what is spoken.
            boolean again = i > 0 && words.get(i - 1).from() == word.from() && words.get(i - 1).word().text().equals(before);
            if (!again) {
                spoken.append(i == 0 ? "" : " ").append(word.word().text());
            }
            before = word.word().text();
            spoken.append(mark);
            phonemes.append(i == 0 ? "" : " ").append(word.word().ipa()).append(mark);
        }
        return new Sentence(text.strip(), spoken.toString(), words.stream().map(SpokenWord::word).toList(), phonemes.toString(),
                end == '?' ? Intonation.RISING : Intonation.FALLING);
    }
}
