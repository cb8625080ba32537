package org.bourdon.text.english;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

import org.bourdon.daemon.Daemon;
import org.bourdon.error.BourdonException;
import org.bourdon.model.Models;
import org.bourdon.text.Intonation;
import org.bourdon.text.Pieces;
import org.bourdon.text.Sentence;
import org.bourdon.text.TextFrontEnd;
import org.bourdon.text.Word;
import org.bourdon.text.english.normal.Normaliser;
import org.bourdon.text.english.normal.Token;
import org.bourdon.text.english.pronounce.Dictionary;
import org.bourdon.text.english.pronounce.PronunciationNetwork;
import org.bourdon.text.english.pronounce.Pronouncer;
import org.bourdon.text.english.pronounce.UserLexicon;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/** English, as spoken in the United States. The user's own pronunciations stand in {@code en.txt} in the folder of lexicons. */
@Component(service = TextFrontEnd.class, property = "language=en")
public final class EnglishFrontEnd implements TextFrontEnd {

    /** A sentence that breaks off at a comma when it is this long was cut, and its voice stays up. */
    private static final int LONG_ENOUGH_TO_BE_CUT = SentenceSplitter.LONGEST / 4;

    /** So that the code is compiled, too. */
    private static final int WARMING_ROUNDS = 30;

    private final SentenceSplitter splitter = new SentenceSplitter();
    private final Normaliser normaliser;
    private final Pronouncer pronouncer;
    private final PronunciationNetwork network;

    @Activate
    public EnglishFrontEnd(@Reference Daemon daemon, @Reference Models models) {
        this(daemon.folders().lexicons().resolve("en.txt"), models);
    }

    EnglishFrontEnd(Path lexicon, Models models) {
        Dictionary dictionary = Dictionary.load();
        UserLexicon user = new UserLexicon(lexicon);
        this.network = new PronunciationNetwork(models);
        this.normaliser = new Normaliser(dictionary::contains, word -> user.words().containsKey(word));
        this.pronouncer = new Pronouncer(user, dictionary, network);
    }

    @Deactivate
    void close() {
        network.close();
    }

    @Override
    public Set<String> languages() {
        return Set.of("en");
    }

    @Override
    public int firstSentenceEnd(CharSequence text, boolean complete) {
        return splitter.firstSentenceEnd(text, complete);
    }

    @Override
    public List<Sentence> analyse(String sentence, Pieces pieces) throws BourdonException {
        List<Token> tokens = normaliser.normalise(sentence);
        List<SpokenWord> words = pronounced(tokens);
        if (words.isEmpty()) {
            return List.of();
        }
        char end = end(words.getLast().mark(), sentence.length());
        Intonation intonation = Questions.intonation(clauses(words), end);
        List<List<SpokenWord>> cut = Cutter.cut(words, pieces);
        List<Sentence> sentences = new ArrayList<>(cut.size());
        int from = 0;
        for (int i = 0; i < cut.size(); i++) {
            boolean last = i == cut.size() - 1;
            List<SpokenWord> piece = cut.get(i);
            int to = last ? sentence.length() : Math.max(from, cut.get(i + 1).getFirst().from());
            String text = from < to ? sentence.substring(from, to) : sentence.substring(piece.getFirst().from(), piece.getLast().to());
            sentences.add(last ? sentence(text, piece, end, intonation) : sentence(text, piece, ',', Intonation.FALLING));
            from = to;
        }
        return sentences;
    }

    /** The dictionary, the rules and the network each cost something on first use. */
    @Override
    public void warmUp() throws BourdonException {
        String text = "On May 5, 2024, Dr. Smith paid $3.50 for 10 km (the 2nd time) at 5:05 pm. Is it NASA's? \u2764";
        int end = firstSentenceEnd(text, true);
        for (int i = 0; i < WARMING_ROUNDS; i++) {
            analyse(text.substring(0, end), Pieces.LONG);
            analyse(text.substring(end), Pieces.SHORT_FIRST);
        }
        analyse("Zyzzyvas.", Pieces.LONG);
    }

    /** Words that have no pronunciation are left out. */
    private List<SpokenWord> pronounced(List<Token> tokens) throws BourdonException {
        List<String> written = new ArrayList<>(tokens.size());
        for (Token token : tokens) {
            if (token.isWord()) {
                written.add(token.text());
            }
        }
        List<Word> words = pronouncer.pronounce(written);
        List<SpokenWord> spoken = new ArrayList<>(words.size());
        int next = 0;
        for (Token token : tokens) {
            if (token.isWord()) {
                Word word = words.get(next++);
                if (!word.ipa().isEmpty()) {
                    spoken.add(new SpokenWord(word, SpokenWord.NO_MARK, token.from(), token.to()));
                }
            } else if (!spoken.isEmpty()) {
                SpokenWord last = spoken.removeLast();
                spoken.add(new SpokenWord(last.word(), token.text().charAt(0), last.from(), token.to()));
            }
        }
        return spoken;
    }

    private static char end(char mark, int length) {
        return switch (mark) {
            case '?', '!', '.' -> mark;
            case ',', ';', ':' -> length > LONG_ENOUGH_TO_BE_CUT ? ',' : '.';
            default -> '.';
        };
    }

    private static Sentence sentence(String text, List<SpokenWord> words, char end, Intonation intonation) {
        StringBuilder spoken = new StringBuilder();
        StringBuilder phonemes = new StringBuilder();
        List<Word> all = new ArrayList<>(words.size());
        for (int i = 0; i < words.size(); i++) {
            SpokenWord word = words.get(i);
            all.add(word.word());
            spoken.append(i == 0 ? "" : " ").append(word.word().text());
            phonemes.append(i == 0 ? "" : " ").append(word.word().ipa());
            if (i == words.size() - 1) {
                spoken.append(end);
                phonemes.append(end);
            } else if (word.hasMark()) {
                char mark = inner(word.mark());
                spoken.append(mark);
                phonemes.append(mark);
            }
        }
        return new Sentence(text.strip(), spoken.toString(), all, phonemes.toString(), intonation);
    }

    /** What would end a sentence is but a pause within one. */
    private static char inner(char mark) {
        return mark == ';' || mark == ':' ? mark : ',';
    }

    private static List<List<String>> clauses(List<SpokenWord> words) {
        List<List<String>> clauses = new ArrayList<>();
        List<String> clause = new ArrayList<>();
        for (SpokenWord word : words) {
            clause.add(word.word().text().toLowerCase(Locale.ROOT));
            if (word.hasMark()) {
                clauses.add(clause);
                clause = new ArrayList<>();
            }
        }
        if (!clause.isEmpty()) {
            clauses.add(clause);
        }
        return clauses;
    }
}
