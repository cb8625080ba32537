package org.bourdon.text.english.normal;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Turns a written sentence into the words that are spoken.
 * <p>
 * It walks through the sentence once. At the beginning of each word, number or sign the rules are asked in order, and the first that
 * applies says how it is read and where to go on; plain words, which are most, are taken without asking. Safe for several threads.
 */
public final class Normaliser {

    /** Longer words are cut: nobody says them, and everything downstream may count on it. */
    private static final int LONGEST_WORD = 32;
    /** Shorter capitalised ones may be titles: "Prof Smith". */
    private static final int SHORTEST_PLAIN_NAME = 5;
    /** Short ones that begin many sentences, and are no titles. */
    static final Set<String> OPENERS = Set.of("The", "This", "That", "He", "She", "It", "We", "You", "They", "But", "And", "Then", "When", "What", "Who",
            "Why", "How", "Her", "His", "Its", "Our", "Your", "My", "One", "By", "At", "As", "To", "For", "From", "With");
    private static final Set<String> COMMON = Set.of("THE", "A", "IS", "ARE", "TO", "AND", "OF", "YOU", "I", "IT", "NOT", "IN", "DO", "THIS",
            "THAT", "WE", "FOR", "ON", "MY", "BE", "YOUR", "WHAT", "WHY", "HOW");

    private final Predicate<String> known;
    private final Rule numbers;
    private final Rule words;
    private final Rule symbols = new Symbols();

    /**
     * @param known whether a word in lower case is in the dictionary
     * @param own   whether the user says how it is spoken
     */
    public Normaliser(Predicate<String> known, Predicate<String> own) {
        this.known = known;
        SpellOut say = new SpellOut();
        Rule addresses = new WebAddresses(say);
        Numbers number = new Numbers(say);
        Dates dates = new Dates(say);
        Money money = new Money(say);

        List<Rule> beforeWords = new ArrayList<>();
        beforeWords.addAll(Abbreviations.rules().subList(0, 2));
        beforeWords.addAll(dates.byName());
        beforeWords.add(number.versions());
        beforeWords.addAll(money.rules().subList(2, 4));
        beforeWords.add(addresses);
        beforeWords.addAll(Abbreviations.rules().subList(2, Abbreviations.rules().size()));
        beforeWords.add(new RomanNumerals(say));
        beforeWords.add(new Acronyms(known, own));
        this.words = Rule.firstOf(beforeWords);

        List<Rule> beforeNumbers = new ArrayList<>();
        beforeNumbers.addAll(money.rules());
        beforeNumbers.addAll(dates.inFigures());
        beforeNumbers.addAll(new Times(say).rules());
        beforeNumbers.addAll(new PhoneNumbers(say).rules());
        beforeNumbers.addAll(number.special());
        beforeNumbers.addAll(new Measures(say).rules());
        beforeNumbers.add(place -> Character.isDigit(place.text().charAt(place.at())) ? addresses.read(place) : Reading.NONE);
        beforeNumbers.add(number.plain());
        this.numbers = Rule.firstOf(beforeNumbers);
    }

    /** @return words and marks in order; empty when nothing can be spoken */
    public List<Token> normalise(String written) {
        Folded folded = Folded.of(written);
        String text = isShouted(folded.text()) ? folded.text().toLowerCase(Locale.ROOT) : folded.text();
        Tokens tokens = new Tokens();
        int at = 0;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c <= ' ') {
                at++;
            } else if (isLetter(c)) {
                at = word(text, at, tokens, folded);
            } else {
                at = sign(text, at, tokens, folded);
            }
        }
        return tokens.toList();
    }

    private int word(String text, int at, Tokens tokens, Folded folded) {
        int end = wordEnd(text, at);
        if (!isPlain(text, at, end)) {
            Reading reading = words.read(new Place(text, at, tokens.previous()));
            if (reading.applies()) {
                tokens.add(reading.spoken(), folded.origin(at), folded.origin(reading.end()));
                return reading.end();
            }
        }
        end = Math.min(end, at + LONGEST_WORD);
        int hump = hump(text, at, end);
        if (hump < end && !known.test(text.substring(at, end).toLowerCase(Locale.ROOT))) {
            end = hump;
        }
        int from = at;
        int to = end;
        while (to > from && text.charAt(to - 1) == '\'') {
            to--;
        }
        tokens.word(text.substring(from, to), folded.origin(from), folded.origin(end));
        return end;
    }

    private int sign(String text, int at, Tokens tokens, Folded folded) {
        Place place = new Place(text, at, tokens.previous());
        char c = text.charAt(at);
        boolean number = isDigit(c) || "$£€¥₹(+'.".indexOf(c) >= 0 && isDigitNear(text, at + 1) || "¼½¾⅓⅔⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞".indexOf(c) >= 0;
        Reading reading = number ? numbers.read(place) : Reading.NONE;
        if (reading.applies()) {
            tokens.add(reading.spoken(), folded.origin(at), folded.origin(reading.end()));
            return reading.end();
        }
        char mark = Punctuation.mark(text, at);
        if (mark != Punctuation.NONE) {
            tokens.mark(mark, folded.origin(at), folded.origin(at + 1));
            return at + 1;
        }
        Reading symbol = symbols.read(place);
        tokens.add(symbol.spoken(), folded.origin(at), folded.origin(symbol.end()));
        return symbol.end();
    }

    /** Letters and the apostrophes among them. */
    private static int wordEnd(String text, int at) {
        int end = at;
        while (end < text.length() && (isLetter(text.charAt(end)) || text.charAt(end) == '\'')) {
            end++;
        }
        return end;
    }

    /** An everyday word on its own, to which no rule would apply: the common case, decided without asking any. */
    private static boolean isPlain(String text, int at, int end) {
        boolean capital = text.charAt(at) < 'a';
        for (int i = at + 1; i < end; i++) {
            if (text.charAt(i) < 'a' && text.charAt(i) != '\'') {
                return false;
            }
        }
        if (end < text.length() && !isFollowedPlainly(text, end) && !isLast(text, at, end) || capital && end - at < SHORTEST_PLAIN_NAME && !OPENERS.contains(text.substring(at, end))) {
            return false;
        }
        boolean beforeANumber = end + 1 < text.length() && isDigit(text.charAt(end + 1));
        return !beforeANumber && !(end - at <= Acronyms.SPELLED && Acronyms.hasNoVowel(text.substring(at, end)));
    }

    private static boolean isFollowedPlainly(String text, int end) {
        return " ,;!?".indexOf(text.charAt(end)) >= 0;
    }

    /** With a full stop behind it that can only be the sentence's. */
    private static boolean isLast(String text, int at, int end) {
        return text.charAt(end) == '.' && end == text.length() - 1 && !Abbreviations.mayBe(text.substring(at, end).toLowerCase(Locale.ROOT));
    }

    /** Where a capital follows a small letter, as in "JavaScript". */
    private static int hump(String text, int at, int end) {
        for (int i = at + 1; i < end; i++) {
            if (text.charAt(i) >= 'A' && text.charAt(i) <= 'Z' && text.charAt(i - 1) >= 'a' && text.charAt(i - 1) <= 'z') {
                return i;
            }
        }
        return end;
    }

    /** Whole sentences in capitals are no acronyms. */
    private static boolean isShouted(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) >= 'a' && text.charAt(i) <= 'z') {
                return false;
            }
        }
        int words = 0;
        boolean common = false;
        int at = 0;
        while (at < text.length()) {
            int end = wordEnd(text, at);
            if (end > at) {
                words++;
                common |= COMMON.contains(text.substring(at, end));
            }
            at = Math.max(end, at + 1);
        }
        return words > 2 && common;
    }

    private static boolean isDigitNear(String text, int at) {
        return at < text.length() && (isDigit(text.charAt(at)) || text.charAt(at) == ' ' && at + 1 < text.length() && isDigit(text.charAt(at + 1)));
    }

    private static boolean isLetter(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
