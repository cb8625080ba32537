package org.bourdon.text.english.normal;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Times of day. */
final class Times {

    private static final String HALF = "([AaPp])(?:\\.[Mm]\\.?|[Mm])(?!\\w)";
    private static final String TO = "( ?[-–] ?(?=\\d))?";

    private final SpellOut say;

    Times(SpellOut say) {
        this.say = say;
    }

    List<Rule> rules() {
        return List.of(
                Rule.of("(\\d{1,2}):([0-5]\\d)(?::([0-5]\\d)(?:\\.\\d+)?)? ?" + HALF + TO, (place, m) ->
                        time(m.group(1), m.group(2), m.group(3), half(m.group(4)), m.group(5))),
                Rule.of("(\\d{1,2}) ?" + HALF + TO, (place, m) -> Integer.parseInt(m.group(1)) > 12 ? Optional.empty()
                        : Optional.of(say.cardinal(m.group(1)) + half(m.group(2)) + to(m.group(3)))),
                Rule.of("(\\d{1,2}):([0-5]\\d)(?::([0-5]\\d)(?:\\.\\d+)?)?(?:Z(?!\\w)|(?![\\w:]))" + TO, (place, m) ->
                        time(m.group(1), m.group(2), m.group(3), "", m.group(4))));
    }

    private Optional<String> time(String hour, String minute, String second, String half, String to) {
        int hours = Integer.parseInt(hour);
        if (hours > 24) {
            return Optional.empty();
        }
        String words = say.cardinal(hours);
        if (!minute.equals("00") || second != null) {
            words += minute.startsWith("0") ? " oh " + say.cardinal(minute.substring(1)) : " " + say.cardinal(minute);
        } else if (half.isEmpty()) {
            words += hours > 12 ? " hundred" : " o'clock";
        }
        if (second != null && !second.equals("00")) {
            words += " and " + say.cardinal(Integer.parseInt(second)) + (second.equals("01") ? " second" : " seconds");
        }
        return Optional.of(words + half + to(to));
    }

    private static String to(String dash) {
        return dash == null ? "" : " to";
    }

    private static String half(String letter) {
        return " " + letter.toUpperCase(Locale.ROOT) + " M";
    }
}
