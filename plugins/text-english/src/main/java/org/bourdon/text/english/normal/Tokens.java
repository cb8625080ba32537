package org.bourdon.text.english.normal;

import java.util.ArrayList;
import java.util.List;

/** Gathers what is spoken. Of marks that meet only the strongest stays, and none stands before the first word. */
final class Tokens {

    /** The weakest first. */
    private static final String STRENGTH = ",:;.!?";

    private final List<Token> tokens = new ArrayList<>();
    private String lastWord = "";

    /** Takes a reading: words and marks, the words parted by spaces and each mark directly behind its word. */
    void add(String spoken, int from, int to) {
        int at = 0;
        while (at < spoken.length()) {
            char c = spoken.charAt(at);
            if (c == ' ') {
                at++;
            } else if (STRENGTH.indexOf(c) >= 0) {
                mark(c, from, to);
                at++;
            } else {
                int end = at;
                while (end < spoken.length() && spoken.charAt(end) != ' ' && STRENGTH.indexOf(spoken.charAt(end)) < 0) {
                    end++;
                }
                word(spoken.substring(at, end), from, to);
                at = end;
            }
        }
    }

    void word(String text, int from, int to) {
        tokens.add(new Token(Token.Kind.WORD, text, from, to));
        lastWord = text;
    }

    void mark(char mark, int from, int to) {
        if (tokens.isEmpty()) {
            return;
        }
        Token last = tokens.getLast();
        if (last.isMark()) {
            if (STRENGTH.indexOf(mark) > STRENGTH.indexOf(last.text())) {
                tokens.set(tokens.size() - 1, new Token(Token.Kind.MARK, String.valueOf(mark), last.from(), to));
            }
        } else {
            tokens.add(new Token(Token.Kind.MARK, String.valueOf(mark), from, to));
        }
    }

    /** The latest word; empty before the first and behind a mark. */
    String previous() {
        return tokens.isEmpty() || tokens.getLast().isMark() ? "" : lastWord;
    }

    List<Token> toList() {
        return List.copyOf(tokens);
    }
}
