package org.bourdon.text.english;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

import org.bourdon.text.Pieces;

/** Cuts a long sentence where a speaker would breathe. */
final class Cutter {

    /** Code points of phonemes a piece, marks and spaces included. */
    static final int LONGEST = 200;
    /** A sentence longer than this is worth a short first piece. */
    private static final int WORTH_A_SHORT_FIRST = 90;
    private static final int LONGEST_FIRST = 80;
    private static final int SHORTEST_FIRST = 10;
    /** A cut inside a clause leaves at least this much before it. */
    private static final int SHORTEST = 60;
    private static final Set<String> CONJUNCTIONS = Set.of("and", "but", "or", "because", "which", "that", "while", "when", "if", "so",
            "although", "though", "who", "where", "as", "than", "before", "after", "until", "since", "unless", "with", "without", "for", "to",
            "from", "into", "in", "on", "at", "by");

    private Cutter() {
    }

    static List<List<SpokenWord>> cut(List<SpokenWord> words, Pieces pieces) {
        List<List<SpokenWord>> cut = new ArrayList<>();
        int from = 0;
        if (pieces == Pieces.SHORT_FIRST && length(words, 0) > WORTH_A_SHORT_FIRST) {
            from = firstClause(words);
            cut.add(words.subList(0, from));
        }
        while (from < words.size()) {
            int to = length(words, from) <= LONGEST ? words.size() : breath(words, from, LONGEST, SHORTEST);
            cut.add(words.subList(from, to));
            from = to;
        }
        return cut;
    }

    private static int length(List<SpokenWord> words, int from) {
        int length = 0;
        for (int i = from; i < words.size(); i++) {
            length += words.get(i).length();
        }
        return length;
    }

    private static int firstClause(List<SpokenWord> words) {
        int length = 0;
        for (int i = 0; i < words.size() - 1 && length <= LONGEST_FIRST; i++) {
            length += words.get(i).length();
            if (words.get(i).hasMark() && length >= SHORTEST_FIRST && length <= LONGEST_FIRST) {
                return i + 1;
            }
        }
        return breath(words, 0, LONGEST_FIRST, LONGEST_FIRST / 3);
    }

    /** The last mark within reach, else the last conjunction, else the last space. */
    private static int breath(List<SpokenWord> words, int from, int longest, int shortest) {
        int length = 0;
        int mark = from;
        int conjunction = from;
        int at = from;
        while (at < words.size() && (at == from || length + words.get(at).length() <= longest)) {
            String word = words.get(at).word().text().toLowerCase(Locale.ROOT);
            if (at > from && length >= shortest && CONJUNCTIONS.contains(word)) {
                conjunction = at;
            }
            length += words.get(at).length();
            at++;
            if (length >= shortest && words.get(at - 1).hasMark()) {
                mark = at;
            }
        }
        return mark > from ? mark : conjunction > from ? conjunction : at;
    }
}
