package org.bourdon.text.english.normal;

import java.util.Locale;
import java.util.Set;

/** Roman numerals behind names: "Henry VIII" is the eighth, "Chapter IV" is four. */
final class RomanNumerals implements Rule {

    private static final Set<String> RULERS = Set.of("henry", "louis", "elizabeth", "george", "edward", "richard", "james", "charles", "william",
            "mary", "john", "paul", "pius", "benedict", "leo", "gregory", "clement", "innocent", "alexander", "nicholas", "peter", "catherine",
            "frederick", "wilhelm", "napoleon", "philip", "ferdinand", "ramses", "ramesses", "ptolemy", "otto", "leopold", "albert", "victor",
            "urban", "francis", "julius", "sixtus", "stephen", "adrian", "ivan", "harald", "haakon", "olaf", "gustav", "christian",
            "juan", "alfonso", "carlos", "pedro", "darius", "xerxes", "thutmose", "amenhotep", "constantine", "theodosius");
    private static final Set<String> NUMBERED = Set.of("chapter", "part", "volume", "act", "scene", "section", "book", "type", "phase", "stage",
            "class", "appendix", "article", "figure", "table", "war", "level", "episode", "title", "bowl", "mark", "canto", "unit", "division",
            "rocky", "schedule", "annex", "step", "lesson", "round", "symphony", "apollo");
    private static final int LONGEST = 8;

    private final SpellOut say;

    RomanNumerals(SpellOut say) {
        this.say = say;
    }

    @Override
    public Reading read(Place place) {
        String text = place.text();
        int end = place.at();
        while (end < place.horizon() && "IVXLC".indexOf(text.charAt(end)) >= 0) {
            end++;
        }
        int length = end - place.at();
        boolean more = end < text.length() && (Character.isLetterOrDigit(text.charAt(end)) || text.charAt(end) == '\'');
        if (length == 0 || length > LONGEST || more || place.previous().isEmpty() || !Character.isUpperCase(place.previous().charAt(0))) {
            return Reading.NONE;
        }
        int value = value(text, place.at(), end);
        String before = place.previousInLowerCase();
        if (value > 0 && RULERS.contains(before) && (length > 1 || !aPersonSpeaks(place, end))) {
            return new Reading(end, "the " + say.ordinal(value));
        }
        return value > 0 && NUMBERED.contains(before) ? new Reading(end, say.cardinal(value)) : Reading.NONE;
    }

    /** In "Henry, I think" and "John I am", the I is no numeral. */
    private static boolean aPersonSpeaks(Place place, int end) {
        return place.text().charAt(place.at()) == 'I' && !place.endsAt(end)
                && !Set.of("of", "was", "and", "the", "died", "became", "in", "had", "ruled", "").contains(place.wordAfter(end).toLowerCase(Locale.ROOT));
    }

    /** @return 0 unless the numeral is written as one writes it */
    private int value(String text, int from, int to) {
        int value = 0;
        for (int i = from; i < to; i++) {
            int digit = digit(text.charAt(i));
            value += i + 1 < to && digit(text.charAt(i + 1)) > digit ? -digit : digit;
        }
        return value > 0 && written(value).contentEquals(text.subSequence(from, to)) ? value : 0;
    }

    private static int digit(char c) {
        return switch (c) {
            case 'I' -> 1;
            case 'V' -> 5;
            case 'X' -> 10;
            case 'L' -> 50;
            default -> 100;
        };
    }

    private static String written(int value) {
        String[] tens = {"", "X", "XX", "XXX", "XL", "L", "LX", "LXX", "LXXX", "XC"};
        String[] ones = {"", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX"};
        return value >= 400 ? "" : "C".repeat(value / 100) + tens[value / 10 % 10] + ones[value % 10];
    }
}
