package org.bourdon.text.english.normal;

import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Words in capitals: said as a word when one knows them so, else letter by letter. */
final class Acronyms implements Rule {

    private static final int ALWAYS_SPELLED = 3;
    static final int SPELLED = 5;
    /** Short words that people write in capitals to be loud. */
    private static final Set<String> LOUD = Set.of("A", "I", "ALL", "AM", "AN", "AND", "ANY", "ARE", "AS", "ASK", "AT", "BAD", "BE", "BIG",
            "BUT", "BUY", "BY", "CAN", "DAY", "DID", "DO", "END", "FAR", "FEW", "FOR", "GET", "GO", "GOT", "HAD", "HAS", "HE", "HER", "HIM",
            "HIS", "HOT", "HOW", "IF", "IN", "IS", "ITS", "LET", "LOT", "MAN", "MAY", "ME", "MY", "NEW", "NO", "NOR", "NOT", "NOW", "OF",
            "OFF", "OH", "OLD", "ON", "ONE", "OR", "OUR", "OUT", "OWN", "PUT", "RUN", "SAY", "SEE", "SHE", "SO", "STOP", "TEN", "THE", "TO",
            "TOO", "TRY", "TWO", "UP", "USE", "VERY", "WAS", "WAY", "WE", "WHO", "WHY", "WIN", "YES", "YET", "YOU");
    /** Three letters that are said as a word all the same. */
    private static final Set<String> SAID_AS_WORDS = Set.of("RAM", "ROM", "SIM", "PIN", "GIF", "ZIP", "LAN", "WAN");
    private static final Set<String> SOUNDS = Set.of("hm", "hmm", "mm", "mmm", "shh", "psst", "brr", "pfft", "nth");

    private final Predicate<String> known;
    private final Predicate<String> own;

    /**
     * @param known whether a word in lower case is in the dictionary
     * @param own   whether the user says how it is spoken
     */
    Acronyms(Predicate<String> known, Predicate<String> own) {
        this.known = known;
        this.own = own;
    }

    @Override
    public Reading read(Place place) {
        String text = place.text();
        int capitals = place.at();
        while (capitals < place.horizon() && isCapital(text.charAt(capitals))) {
            capitals++;
        }
        int length = capitals - place.at();
        if (length == 0) {
            return lowerCase(place);
        }
        boolean plural = capitals < text.length() && text.charAt(capitals) == 's';
        boolean possessive = capitals + 1 < text.length() && text.charAt(capitals) == '\'' && text.charAt(capitals + 1) == 's';
        int end = capitals + (plural ? 1 : possessive ? 2 : 0);
        if (end < text.length() && Character.isLetter(text.charAt(end))) {
            return Reading.NONE;
        }
        if (length < 2) {
            return Reading.NONE;
        }
        String word = text.substring(place.at(), capitals);
        if (isWord(word)) {
            return Reading.NONE;
        }
        return new Reading(end, letters(word) + (plural || possessive ? "'s" : ""));
    }

    /** Unpronounceable ones in small letters: "mp", "ssh". */
    private Reading lowerCase(Place place) {
        String text = place.text();
        int end = place.at();
        while (end < place.horizon() && Character.isLetter(text.charAt(end))) {
            end++;
        }
        String word = text.substring(place.at(), end);
        boolean spelled = word.length() > 1 && word.length() <= SPELLED && hasNoVowel(word) && !SOUNDS.contains(word) && !known.test(word) && !own.test(word)
                && !(end < text.length() && text.charAt(end) == '\'');
        return spelled ? new Reading(end, letters(word)) : Reading.NONE;
    }

    private boolean isWord(String capitals) {
        if (LOUD.contains(capitals) || SAID_AS_WORDS.contains(capitals) || own.test(capitals.toLowerCase(Locale.ROOT))) {
            return true;
        }
        if (capitals.length() <= ALWAYS_SPELLED || hasNoVowel(capitals) && capitals.length() <= SPELLED) {
            return false;
        }
        return known.test(capitals.toLowerCase(Locale.ROOT)) || capitals.length() > SPELLED && !hasNoVowel(capitals);
    }

    static boolean hasNoVowel(String word) {
        return word.chars().noneMatch(c -> "aeiouyAEIOUY".indexOf(c) >= 0);
    }

    /** "HTTP" as "H T T P". */
    static String letters(String word) {
        return word.toUpperCase(Locale.ROOT).chars().mapToObj(Character::toString).collect(Collectors.joining(" "));
    }

    private static boolean isCapital(char c) {
        return c >= 'A' && c <= 'Z';
    }
}
