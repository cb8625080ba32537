package org.bourdon.text.english.normal;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.lang.UProperty;

/** What is neither letter, digit nor punctuation: said by name if it has one that people use, else skipped. */
final class Symbols implements Rule {

    private static final Map<Integer, String> NAMES = Map.ofEntries(Map.entry((int) '&', "and"), Map.entry((int) '+', "plus"),
            Map.entry((int) '=', "equals"), Map.entry((int) '@', "at"), Map.entry((int) '%', "percent"), Map.entry((int) '×', "times"),
            Map.entry((int) '÷', "divided by"), Map.entry((int) '±', "plus or minus"), Map.entry((int) '≈', "approximately"),
            Map.entry((int) '≠', "is not equal to"), Map.entry((int) '≤', "at most"), Map.entry((int) '≥', "at least"),
            Map.entry((int) '∞', "infinity"), Map.entry((int) '√', "square root of"), Map.entry((int) '§', "section"),
            Map.entry((int) '©', "copyright"), Map.entry((int) '®', "registered"), Map.entry((int) '™', "trademark"),
            Map.entry((int) '°', "degrees"), Map.entry((int) '→', "to"), Map.entry((int) '²', "squared"), Map.entry((int) '³', "cubed"),
            Map.entry((int) '$', "dollar"), Map.entry((int) '£', "pound"), Map.entry((int) '€', "euro"), Map.entry((int) '¥', "yen"),
            Map.entry((int) '¢', "cents"), Map.entry((int) '₹', "rupee"), Map.entry((int) '‰', "per mille"), Map.entry((int) 'µ', "mew"),
            Map.entry(0x2764, "red heart"), Map.entry(0x1F44D, "thumbs up"), Map.entry(0x1F44E, "thumbs down"),
            Map.entry(0x2705, "check mark"), Map.entry(0x2714, "check mark"), Map.entry(0x274C, "cross mark"), Map.entry(0x2B50, "star"),
            Map.entry(0x1F602, "face with tears of joy"), Map.entry(0x1F4A9, "pile of poo"), Map.entry(0x26A0, "warning"));
    private static final Set<String> PER = Set.of("month", "year", "day", "hour", "week", "person", "night", "user", "kg", "mile", "gallon",
            "minute", "second");

    @Override
    public Reading read(Place place) {
        int symbol = place.text().codePointAt(place.at());
        int end = place.at() + Character.charCount(symbol);
        return named(place, symbol, end).map(name -> new Reading(end, name)).orElse(new Reading(end, ""));
    }

    private static Optional<String> named(Place place, int symbol, int end) {
        if (isRepeated(place, symbol)) {
            return Optional.empty();
        }
        return switch (symbol) {
            case '#' -> hash(place, end);
            case '/' -> slash(place, end);
            case '-' -> minus(place, end) ? Optional.of("minus") : Optional.empty();
            case '.' -> Optional.of("dot");
            case '–' -> Optional.of("to");
            case '<' -> between(place, end) ? Optional.of("less than") : Optional.empty();
            case '>' -> between(place, end) ? Optional.of("greater than") : Optional.empty();
            case '*' -> between(place, end) ? Optional.of("times") : Optional.empty();
            case '^' -> isDigitAt(place, end) ? Optional.of("to the power of") : Optional.empty();
            case '~' -> isDigitAt(place, end) ? Optional.of("about") : Optional.empty();
            case '&', '+', '=', '@', '%', '$', '£', '€', '¥', '¢' -> Optional.of(NAMES.get(symbol));
            default -> beyondAscii(place, symbol, end);
        };
    }

    private static Optional<String> beyondAscii(Place place, int symbol, int end) {
        if (symbol < 0x80) {
            return Optional.empty();
        }
        if (NAMES.containsKey(symbol)) {
            return Optional.of(NAMES.get(symbol));
        }
        if (Character.UnicodeScript.of(symbol) == Character.UnicodeScript.GREEK) {
            return greek(place, symbol, end);
        }
        boolean emoji = UCharacter.hasBinaryProperty(symbol, UProperty.EXTENDED_PICTOGRAPHIC);
        return emoji ? Optional.ofNullable(UCharacter.getName(symbol)).map(Symbols::plain).filter(name -> !name.isEmpty()) : Optional.empty();
    }

    /** A single Greek letter has a name; a Greek word is of another script. */
    private static Optional<String> greek(Place place, int letter, int end) {
        boolean alone = !(end < place.text().length() && isGreek(place.text().charAt(end)))
                && !(place.at() > 0 && isGreek(place.text().charAt(place.at() - 1)));
        String name = alone ? UCharacter.getName(letter) : null;
        return Optional.ofNullable(name).map(full -> full.substring(full.lastIndexOf(' ') + 1).toLowerCase(Locale.ROOT))
                .map(word -> word.equals("lamda") ? "lambda" : word).filter(word -> word.chars().allMatch(c -> c >= 'a' && c <= 'z'));
    }

    /** "PERSON WITH FOLDED HANDS" as a person says it. */
    private static String plain(String name) {
        String words = name.toLowerCase(Locale.ROOT).replace('-', ' ').replaceFirst("^(?:heavy|black|white) ", "")
                .replaceFirst(" (?:sign|symbol|with variation selector.*)$", "");
        return words.chars().allMatch(c -> c >= 'a' && c <= 'z' || c == ' ') ? words : "";
    }

    private static Optional<String> hash(Place place, int end) {
        if (isDigitAt(place, end)) {
            return Optional.of("number");
        }
        if (place.at() > 0 && Character.isLetter(place.text().charAt(place.at() - 1))) {
            return Optional.of("sharp");
        }
        return end < place.text().length() && Character.isLetter(place.text().charAt(end)) ? Optional.of("hashtag") : Optional.empty();
    }

    private static Optional<String> slash(Place place, int end) {
        String next = place.wordAfter(end);
        return next.isEmpty() && !isDigitAt(place, end) ? Optional.empty() : Optional.of(PER.contains(next) ? "per" : "slash");
    }

    private static boolean minus(Place place, int end) {
        boolean afterAWord = place.at() > 0 && Character.isLetterOrDigit(place.text().charAt(place.at() - 1));
        int next = end < place.text().length() && "$£€¥.".indexOf(place.text().charAt(end)) >= 0 ? end + 1 : end;
        return !afterAWord && isDigitAt(place, next) || between(place, end);
    }

    /** Whether digits stand on both sides, with a space or without. */
    private static boolean between(Place place, int end) {
        int before = place.at() - 1;
        if (before >= 0 && place.text().charAt(before) == ' ') {
            before--;
        }
        int next = end < place.text().length() && place.text().charAt(end) == ' ' ? end + 1 : end;
        return before >= 0 && isDigit(place.text().charAt(before)) && isDigitAt(place, next)
                && (before == place.at() - 1) == (next == end);
    }

    private static boolean isRepeated(Place place, int symbol) {
        int size = Character.charCount(symbol);
        int before = place.at() - size;
        if (before >= 0 && place.text().codePointAt(before) == symbol) {
            return symbol != '+';
        }
        int next = place.at() + size;
        return symbol < 0x80 && symbol != '+' && symbol != '&' && next < place.text().length() && place.text().codePointAt(next) == symbol;
    }

    private static boolean isGreek(char c) {
        return Character.UnicodeScript.of(c) == Character.UnicodeScript.GREEK;
    }

    private static boolean isDigitAt(Place place, int index) {
        return index < place.text().length() && isDigit(place.text().charAt(index));
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
