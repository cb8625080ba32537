package org.bourdon.text.english.normal;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Plain numbers, ordinals, decades, fractions, versions, powers and the years among numbers. */
final class Numbers {

    /** Digits, grouped or not, with an optional decimal part. */
    static final String NUMBER = "(?:\\d{1,3}(?:,\\d{3})+(?!\\d)|\\d+)(?:\\.\\d+)?|\\.\\d+";
    static final String YEAR = "(?:1[1-9]|20)\\d\\d";

    private static final Set<String> BEFORE_A_YEAR = Set.of("in", "since", "year", "until", "till", "circa", "around", "early", "late",
            "mid", "spring", "summer", "autumn", "fall", "winter", "by", "before", "after", "during", "from", "of", "to", "and", "between",
            "born", "back", "copyright", "class", "january", "february", "march", "april", "may", "june", "july", "august", "september",
            "october", "november", "december");
    private static final Set<String> AFTER_A_YEAR = Set.of("", "to", "and", "or", "until", "through", "was", "were", "is", "the", "he",
            "she", "they", "we", "it", "i", "when", "as", "at", "in", "on", "by", "with", "for", "his", "her", "their", "a", "an", "had",
            "has", "that", "this", "but", "after", "before", "due", "because", "while");
    private static final List<String> PARTS = List.of("", "", "half", "third", "quarter");
    private static final String VULGAR = "¼½¾⅓⅔⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞";
    private static final int[] VULGAR_PARTS = {1, 4, 1, 2, 3, 4, 1, 3, 2, 3, 1, 5, 2, 5, 3, 5, 4, 5, 1, 6, 5, 6, 1, 8, 3, 8, 5, 8, 7, 8};

    private final SpellOut say;

    Numbers(SpellOut say) {
        this.say = say;
    }

    /** What is more than a plain number. */
    List<Rule> special() {
        return List.of(
                Rule.of("(" + YEAR + ")'?s(?!\\w)", (place, m) -> m.group(1).endsWith("0")
                        ? Optional.of(SpellOut.plural(say.year(m.group(1)))) : Optional.empty()),
                Rule.of("'?([2-9]0)'?s(?!\\w)", (place, m) -> Optional.of(SpellOut.plural(say.cardinal(m.group(1))))),
                Rule.of("(\\d{1,3}(?:,\\d{3})+|\\d+)(?:st|nd|rd|th)(?!\\w)", (place, m) -> Optional.of(say.ordinal(m.group(1)))),
                Rule.of("24/7(?![\\w/])", (place, m) -> Optional.of("twenty four seven")),
                Rule.of("9/11(?![\\w/])", (place, m) -> Optional.of("nine eleven")),
                Rule.of("(?:(\\d{1,6}) )?(\\d{1,3})/(\\d{1,3})(?![\\w/]|\\.\\d)", (place, m) ->
                        fraction(Optional.ofNullable(m.group(1)), Integer.parseInt(m.group(2)), Integer.parseInt(m.group(3)))),
                Rule.of("(\\d{1,6})? ?([" + VULGAR + "])", (place, m) -> {
                    int i = 2 * VULGAR.indexOf(m.group(2));
                    return fraction(Optional.ofNullable(m.group(1)), VULGAR_PARTS[i], VULGAR_PARTS[i + 1]);
                }),
                Rule.of("\\d+(?:\\.\\d+){2,}", (place, m) -> Optional.of(version(m.group()))),
                Rule.of("(\\d+(?:\\.\\d+)?)[eE]([+-]?)(\\d{1,3})(?!\\w)", (place, m) -> Optional.of(say.number(m.group(1))
                        + " times ten to the " + (m.group(2).equals("-") ? "minus " : "") + say.cardinal(m.group(3)))),
                Rule.of("(\\d{1,5})(?: ?x ?|×)(?=\\d)", (place, m) -> Optional.of(say.cardinal(m.group(1)) + " by")),
                Rule.of("(\\d{1,3}):(\\d{1,3})(?![\\w:])", (place, m) ->
                        Optional.of(say.cardinal(m.group(1)) + " to " + say.cardinal(m.group(2)))),
                Rule.of("(\\d{1,4})[kK](?!\\w)", (place, m) -> Optional.of(say.cardinal(m.group(1)) + " thousand")));
    }

    /** A number and nothing else; to be asked last. */
    Rule plain() {
        return Rule.of(NUMBER, (place, m) -> {
            String written = m.group();
            String before = place.previousInLowerCase();
            if (before.equals("version") || before.equals("release")) {
                return Optional.of(version(written));
            }
            boolean year = looksLikeAYear(written) && BEFORE_A_YEAR.contains(before)
                    && AFTER_A_YEAR.contains(place.wordAfter(m.end()).toLowerCase(Locale.ROOT));
            return Optional.of(year ? say.year(written) : say.number(written));
        });
    }

    Rule versions() {
        return Rule.of("[vV]\\.? ?(\\d+(?:\\.\\d+)*)(?![\\w.]*[A-Za-z])", (place, m) ->
                Optional.of((place.previousInLowerCase().equals("version") ? "" : "version ") + version(m.group(1))));
    }

    private static boolean looksLikeAYear(String written) {
        return written.length() == 4 && (written.startsWith("20") || written.startsWith("1") && written.charAt(1) > '0')
                && written.indexOf('.') < 0 && written.indexOf(',') < 0;
    }

    private String version(String written) {
        StringBuilder words = new StringBuilder();
        for (String part : written.split("\\.")) {
            words.append(words.isEmpty() ? "" : " point ").append(say.cardinal(part));
        }
        return words.toString();
    }

    private Optional<String> fraction(Optional<String> whole, int parts, int of) {
        if (of < 2 || of > 100 || parts < 1 || whole.isPresent() && parts >= of) {
            return Optional.empty();
        }
        if (whole.isPresent()) {
            String part = parts == 1 ? (of == 8 || of == 11 || of == 18 ? "an " : "a ") : say.cardinal(parts) + " ";
            return Optional.of(say.cardinal(whole.get()) + " and " + part + part(parts, of));
        }
        return Optional.of(parts > of && of > 10 ? say.cardinal(parts) + " over " + say.cardinal(of)
                : say.cardinal(parts) + " " + part(parts, of));
    }

    private String part(int parts, int of) {
        String name = of < PARTS.size() ? PARTS.get(of) : say.ordinal(of);
        return parts == 1 ? name : of == 2 ? "halves" : name + "s";
    }
}
