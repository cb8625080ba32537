package org.bourdon.text.english.pronounce;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.bourdon.error.BourdonException;
import org.bourdon.text.Word;

/** Finds how the words of a sentence are spoken: the user's lexicon first, then the dictionary, then the network. */
public final class Pronouncer {

    /** They carry no accent in a sentence. */
    private static final Set<String> WEAK = Set.of("a", "an", "the", "that", "and", "or", "but", "nor", "so", "yet", "if", "as", "than", "in", "on",
            "at", "by", "of", "for", "to", "from", "with", "into", "onto", "is", "am", "are", "was", "were", "be", "been", "has", "have", "had",
            "do", "does", "did", "can", "could", "will", "would", "shall", "should", "may", "might", "must", "i", "you", "he", "she", "it",
            "we", "they", "me", "him", "her", "us", "them", "my", "your", "his", "its", "our", "their", "there", "who", "i'm", "you're",
            "we're", "they're", "it's");
    private static final byte[] ARTICLE = Arpabet.parse("AH0").orElseThrow();
    private static final String THE_BEFORE_A_VOWEL = "ði";

    private final UserLexicon user;
    private final Dictionary dictionary;
    private final DerivedWords derived;
    private final Homographs homographs = Homographs.load();
    private final PronunciationNetwork network;

    public Pronouncer(UserLexicon user, Dictionary dictionary, PronunciationNetwork network) {
        this.user = user;
        this.dictionary = dictionary;
        this.derived = new DerivedWords(dictionary);
        this.network = network;
    }

    /**
     * @param words of one sentence, as spelled
     * @return the same words with their pronunciation; those that have none are left with an empty one
     * @throws BourdonException what running the network throws
     */
    public List<Word> pronounce(List<String> words) throws BourdonException {
        // On the way to every first sound: hence no streams.
        List<String> sentence = new ArrayList<>(words.size());
        for (String word : words) {
            sentence.add(word.toLowerCase(Locale.ROOT));
        }
        Map<String, String> own = user.words();
        List<Optional<byte[]>> known = new ArrayList<>(words.size());
        Set<String> unknown = new LinkedHashSet<>();
        for (int i = 0; i < words.size(); i++) {
            Optional<byte[]> phones = own.containsKey(sentence.get(i)) ? Optional.empty() : known(words, sentence, i);
            if (phones.isEmpty() && !own.containsKey(sentence.get(i))) {
                unknown.add(sentence.get(i));
            }
            known.add(phones);
        }
        Map<String, byte[]> guessed = unknown.isEmpty() ? Map.of() : network.phones(unknown);
        List<Word> spoken = new ArrayList<>(words.size());
        for (int i = 0; i < words.size(); i++) {
            String word = sentence.get(i);
            boolean weak = WEAK.contains(word) && !isLetter(words, i);
            if (own.containsKey(word)) {
                spoken.add(new Word(words.get(i), own.get(word), Word.Origin.USER_LEXICON));
            } else if (known.get(i).isPresent()) {
                spoken.add(new Word(words.get(i), Arpabet.ipa(known.get(i).get(), weak), Word.Origin.DICTIONARY));
            } else {
                spoken.add(new Word(words.get(i), Arpabet.ipa(guessed.get(word), false), Word.Origin.NETWORK));
            }
        }
        accentTheLast(spoken, known);
        adaptArticles(spoken);
        return spoken;
    }

    private Optional<byte[]> known(List<String> words, List<String> sentence, int at) {
        String word = sentence.get(at);
        if (isLetter(words, at)) {
            return dictionary.phones(word + ".").or(() -> dictionary.phones(word));
        }
        if (word.equals("a")) {
            return Optional.of(ARTICLE);
        }
        return homographs.phones(sentence, at).or(() -> dictionary.phones(word)).or(() -> derived.phones(word));
    }

    /** "A" is an article at the beginning of a sentence, and a letter among letters or within one. */
    private static boolean isLetter(List<String> words, int at) {
        String word = words.get(at);
        if (word.length() != 1) {
            return false;
        }
        if (word.equals("A")) {
            return at > 0 || words.size() > 1 && isCapital(words.get(1));
        }
        return !word.equals("a") && !(word.equals("I") && !(at > 0 && isCapital(words.get(at - 1)))) && !word.equals("i");
    }

    private static boolean isCapital(String word) {
        return word.length() == 1 && word.charAt(0) >= 'A' && word.charAt(0) <= 'Z';
    }

    /** A sentence of nothing but weak words, such as "You are?", has its accent on the last. */
    private static void accentTheLast(List<Word> words, List<Optional<byte[]>> known) {
        int last = words.size() - 1;
        if (last >= 0 && known.get(last).isPresent() && words.stream().noneMatch(word -> Ipa.isStressed(word.ipa()))) {
            Word word = words.get(last);
            words.set(last, new Word(word.text(), Arpabet.ipa(known.get(last).get(), false), word.origin()));
        }
    }

    private static void adaptArticles(List<Word> words) {
        for (int i = 0; i + 1 < words.size(); i++) {
            Word word = words.get(i);
            if (word.text().equalsIgnoreCase("the") && word.origin() == Word.Origin.DICTIONARY && Ipa.beginsWithAVowel(words.get(i + 1).ipa())) {
                words.set(i, new Word(word.text(), THE_BEFORE_A_VOWEL, word.origin()));
            }
        }
    }
}
