package org.bourdon.text.english.normal;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Telephone numbers: digit by digit, with a pause between groups. */
final class PhoneNumbers {

    private static final Pattern GROUP = Pattern.compile("\\d+");
    private static final String END = "(?![\\w-]|\\.\\d)";

    private final SpellOut say;

    PhoneNumbers(SpellOut say) {
        this.say = say;
    }

    List<Rule> rules() {
        return List.of(
                Rule.of("(?:\\+?1[ .-])?(?:\\(\\d{3}\\) ?|\\d{3}[ .-])\\d{3}[ .-]\\d{4}" + END, (place, m) -> Optional.of(groups(m.group()))),
                Rule.of("\\+\\d{1,3}(?:[ .-]?\\(?\\d{1,5}\\)?){2,5}" + END, (place, m) -> Optional.of(groups(m.group()))),
                Rule.of("\\d{3}-\\d{4}" + END, (place, m) -> Optional.of(groups(m.group()))));
    }

    private String groups(String number) {
        StringBuilder words = new StringBuilder(number.startsWith("+") ? "plus " : "");
        Matcher group = GROUP.matcher(number);
        String before = "";
        while (group.find()) {
            words.append(before).append(group.group().equals("800") ? "eight hundred" : say.digitByDigit(group.group()));
            before = ", ";
        }
        return words.toString();
    }
}
