package org.bourdon.text.english;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import org.bourdon.text.Intonation;

/** Tells how a question ends: a yes/no question rises, one that asks for a word or offers a choice falls. */
final class Questions {

    private static final Set<String> HELPERS = Set.of("am", "is", "are", "was", "were", "do", "does", "did", "have", "has", "had", "can", "could",
            "will", "would", "shall", "should", "may", "might", "must", "need", "dare", "ain't", "isn't", "aren't", "wasn't", "weren't",
            "don't", "doesn't", "didn't", "haven't", "hasn't", "hadn't", "can't", "cannot", "couldn't", "won't", "wouldn't", "shan't",
            "shouldn't", "mustn't", "needn't", "mightn't");
    private static final Set<String> ASKING = Set.of("who", "whom", "whose", "what", "which", "where", "when", "why", "how", "who's", "what's",
            "where's", "when's", "why's", "how's", "what're", "who'd", "what'd", "who'll", "what'll", "how'd", "where'd");
    private static final Set<String> LEADING = Set.of("and", "but", "so", "or", "well", "then", "now", "also", "okay", "ok", "oh", "hey", "ah",
            "please", "actually", "really", "yet", "still", "maybe", "perhaps", "just", "exactly", "hello", "hi", "sorry", "anyway", "seriously");
    private static final Set<String> PREPOSITIONS = Set.of("in", "on", "at", "by", "for", "from", "to", "with", "of", "about", "under", "since",
            "until", "through", "into", "after", "before", "during", "near");
    private static final Set<String> PRONOUNS = Set.of("i", "you", "he", "she", "it", "we", "they", "there", "this", "that", "one", "these");
    private static final Set<String> TAGS = Set.of("right", "okay", "ok", "yes", "no", "correct", "huh", "eh", "yeah", "true");
    private static final int LONGEST_TAG = 3;

    private Questions() {
    }

    /**
     * @param clauses the sentence's words in lower case, cut at its marks
     * @param mark    the one that ends it
     */
    static Intonation intonation(List<List<String>> clauses, char mark) {
        if (mark != '?' || clauses.isEmpty()) {
            return Intonation.FALLING;
        }
        if (clauses.size() > 1 && isTag(clauses.getLast())) {
            return Intonation.RISING;
        }
        if (offersAChoice(clauses)) {
            return Intonation.FALLING;
        }
        List<String> first = withoutLead(clauses.getFirst());
        boolean subordinate = clauses.size() > 1 && !first.isEmpty() && Set.of("when", "where").contains(first.getFirst())
                && asksYesOrNo(withoutLead(clauses.getLast()));
        for (List<String> clause : clauses) {
            List<String> words = withoutLead(clause);
            if (asksForAWord(words) && !subordinate) {
                return Intonation.FALLING;
            }
            if (asksYesOrNo(words)) {
                return Intonation.RISING;
            }
        }
        return Intonation.RISING;
    }

    private static boolean isTag(List<String> clause) {
        boolean question = clause.size() >= 2 && clause.size() <= LONGEST_TAG && HELPERS.contains(clause.getFirst()) && PRONOUNS.contains(clause.get(1));
        return question || clause.size() == 1 && TAGS.contains(clause.getFirst());
    }

    /** "Tea or coffee?"; "or not" and "or something" offer none. */
    private static boolean offersAChoice(List<List<String>> clauses) {
        List<String> words = new ArrayList<>();
        clauses.forEach(words::addAll);
        int or = words.lastIndexOf("or");
        return or > 0 && or < words.size() - 1
                && !Set.of("something", "anything", "so", "what", "more", "less", "whatever", "anyone", "someone").contains(words.get(or + 1));
    }

    private static boolean asksYesOrNo(List<String> words) {
        return !words.isEmpty() && HELPERS.contains(words.getFirst());
    }

    private static boolean asksForAWord(List<String> words) {
        if (words.isEmpty()) {
            return false;
        }
        return ASKING.contains(words.getFirst())
                || words.size() > 1 && PREPOSITIONS.contains(words.getFirst()) && ASKING.contains(words.get(1));
    }

    private static List<String> withoutLead(List<String> clause) {
        int from = 0;
        while (from < clause.size() && LEADING.contains(clause.get(from))) {
            from++;
        }
        return clause.subList(from, clause.size());
    }
}
