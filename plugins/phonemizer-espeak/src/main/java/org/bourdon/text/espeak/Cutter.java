package org.bourdon.text.espeak;

import java.util.ArrayList;
import java.util.List;

import org.bourdon.text.Pieces;

/** Cuts a long sentence at its marks, or at a word where there is none. */
final class Cutter {

    /** Code points of phonemes a piece, marks and spaces included. */
    private static final int LONGEST = 200;
    private static final int WORTH_A_SHORT_FIRST = 90;
    private static final int LONGEST_FIRST = 80;
    private static final int SHORTEST = 40;

    private Cutter() {
    }

    static List<List<SpokenWord>> cut(List<SpokenWord> words, Pieces pieces) {
        List<List<SpokenWord>> cut = new ArrayList<>();
        int left = words.stream().mapToInt(SpokenWord::length).sum();
        boolean hurry = pieces == Pieces.SHORT_FIRST && left > WORTH_A_SHORT_FIRST;
        int from = 0;
        while (from < words.size()) {
            int to = hurry ? breath(words, from, LONGEST_FIRST, SHORTEST / 4) : left <= LONGEST ? words.size() : breath(words, from, LONGEST, SHORTEST);
            hurry = false;
            for (int i = from; i < to; i++) {
                left -= words.get(i).length();
            }
            cut.add(words.subList(from, to));
            from = to;
        }
        return cut;
    }

    private static int breath(List<SpokenWord> words, int from, int longest, int shortest) {
        int length = 0;
        int mark = from;
        int at = from;
        while (at < words.size() && (at == from || length + words.get(at).length() <= longest)) {
            length += words.get(at).length();
            at++;
            if (length >= shortest && words.get(at - 1).hasMark()) {
                mark = at;
            }
        }
        return mark > from ? mark : at;
    }
}
