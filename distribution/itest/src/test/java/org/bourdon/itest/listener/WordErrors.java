package org.bourdon.itest.listener;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * The difference between what was said and what was heard, in words.
 *
 * @param errors words put in, left out or exchanged, at least
 * @param words  words said
 */
public record WordErrors(int errors, int words) {

    private static final String[] SMALL = {"zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
        "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"};
    private static final String[] TENS = {"", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"};

    static WordErrors between(String said, String heard) {
        List<String> a = words(said);
        List<String> b = words(heard);
        int[] row = new int[b.size() + 1];
        Arrays.setAll(row, j -> j);
        for (int i = 1; i <= a.size(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.size(); j++) {
                int exchanged = diagonal + (a.get(i - 1).equals(b.get(j - 1)) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(exchanged, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return new WordErrors(row[b.size()], a.size());
    }

    WordErrors plus(WordErrors other) {
        return new WordErrors(errors + other.errors, words + other.words);
    }

    public double rate() {
        return words == 0 ? 0 : (double) errors / words;
    }

    /** Lower case, no punctuation, hyphens are spaces, whole numbers below a million are words. */
    static List<String> words(String text) {
        List<String> words = new ArrayList<>();
        String plain = text.toLowerCase(Locale.ROOT).replace('’', '\'').replaceAll("(?<=\\d),(?=\\d{3})", "");
        for (String word : plain.replaceAll("[^a-z0-9']+", " ").strip().split(" ")) {
            String bare = word.replaceAll("^'+|'+$", "");
            if (bare.matches("\\d{1,6}")) {
                spell(Integer.parseInt(bare), words);
            } else if (!bare.isEmpty()) {
                words.add(bare);
            }
        }
        return words;
    }

    private static void spell(int number, List<String> to) {
        if (number >= 1000) {
            spell(number / 1000, to);
            to.add("thousand");
        } else if (number >= 100) {
            to.add(SMALL[number / 100]);
            to.add("hundred");
        } else if (number >= 20) {
            to.add(TENS[number / 10]);
        } else {
            to.add(SMALL[number]);
            return;
        }
        int rest = number % (number >= 1000 ? 1000 : number >= 100 ? 100 : 10);
        if (rest > 0) {
            spell(rest, to);
        }
    }
}
