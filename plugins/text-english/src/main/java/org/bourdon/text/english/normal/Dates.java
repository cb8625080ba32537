package org.bourdon.text.english.normal;

import java.util.List;
import java.util.Optional;

/** Dates, written in figures or with the month's name. */
final class Dates {

    static final List<String> MONTHS = List.of("January", "February", "March", "April", "May", "June", "July", "August", "September",
            "October", "November", "December");
    private static final String MONTH = "(January|February|March|April|May|June|July|August|September|October|November|December"
            + "|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\\b\\.?)";
    private static final String DAY = "(3[01]|[12]\\d|0?[1-9])";
    private static final String BEHIND = "(?![\\w%]|[.,:/]\\d)";

    private final SpellOut say;

    Dates(SpellOut say) {
        this.say = say;
    }

    /** Those that begin with a digit. */
    List<Rule> inFigures() {
        return List.of(
                Rule.of("(\\d{4})-(0[1-9]|1[0-2])-" + DAY + "(?:T(?=\\d\\d:)|(?![\\d-]))", (place, m) ->
                        Optional.of(date(m.group(2), m.group(3), m.group(1)) + ",")),
                Rule.of("(\\d{1,2})/(\\d{1,2})/(\\d{4}|\\d\\d)" + BEHIND, (place, m) -> american(m.group(1), m.group(2), m.group(3))),
                Rule.of(DAY + "\\.(0?[1-9]|1[0-2])\\.((?:19|20)\\d\\d)" + BEHIND, (place, m) ->
                        Optional.of(date(m.group(2), m.group(1), m.group(3)))),
                Rule.of(DAY + "(?:st|nd|rd|th)?(?: of)?[ -]" + MONTH + "(?:,?[ -](\\d{4})(?![\\w-]))?", (place, m) -> {
                    String the = place.previousInLowerCase().equals("the") ? "" : "the ";
                    return Optional.of(the + say.ordinal(m.group(1)) + " of " + month(m.group(2)) + year(" ", m.group(3)));
                }));
    }

    /** Those that begin with the month's name. */
    List<Rule> byName() {
        return List.of(
                Rule.of(MONTH + " " + DAY + "(?:st|nd|rd|th)? ?[–-] ?" + DAY + "(?:st|nd|rd|th)?(?:,? (\\d{4}))?" + BEHIND, (place, m) ->
                        Optional.of(month(m.group(1)) + " " + say.ordinal(m.group(2)) + " to " + say.ordinal(m.group(3))
                                + year(", ", m.group(4)))),
                Rule.of(MONTH + " " + DAY + "(?:st|nd|rd|th)?(?:,? (\\d{4}))?" + BEHIND, (place, m) ->
                        Optional.of(month(m.group(1)) + " " + say.ordinal(m.group(2)) + year(", ", m.group(3)))),
                Rule.of(MONTH + " (" + Numbers.YEAR + ")" + BEHIND, (place, m) -> Optional.of(month(m.group(1)) + " " + say.year(m.group(2)))));
    }

    private Optional<String> american(String first, String second, String year) {
        int month = Integer.parseInt(first);
        int day = Integer.parseInt(second);
        if (month > 12 && day <= 12) {
            return american(second, first, year);
        }
        if (month < 1 || month > 12 || day < 1 || day > 31) {
            return Optional.empty();
        }
        String full = year.length() == 4 ? year : (Integer.parseInt(year) < 50 ? "20" : "19") + year;
        return Optional.of(date(first, second, full));
    }

    private String date(String month, String day, String year) {
        return MONTHS.get(Integer.parseInt(month) - 1) + " " + say.ordinal(day) + year(", ", year);
    }

    private String year(String before, String year) {
        return year == null ? "" : before + say.year(year);
    }

    private static String month(String written) {
        return MONTHS.stream().filter(name -> name.startsWith(written.substring(0, 3))).findFirst().orElseThrow();
    }
}
