package org.bourdon.text.english.normal;

import java.util.Locale;
import java.util.stream.Collectors;

import com.ibm.icu.text.RuleBasedNumberFormat;

/** Numbers in words. */
final class SpellOut {

    /** Longer ones are read digit by digit. */
    private static final int LONGEST = 15;

    /** Made on first use, which takes 100 ms or more: an activation does not wait for it. */
    private static final class English {

        private static final RuleBasedNumberFormat FORMAT = new RuleBasedNumberFormat(Locale.US, RuleBasedNumberFormat.SPELLOUT);
    }

    /** @param digits with or without commas; read one by one if there are too many or the first of several is 0 */
    String cardinal(String digits) {
        String plain = digits.replace(",", "");
        if (plain.length() > LONGEST || plain.length() > 1 && plain.startsWith("0")) {
            return digitByDigit(plain);
        }
        return cardinal(Long.parseLong(plain));
    }

    String cardinal(long number) {
        return words(number, "%spellout-cardinal");
    }

    String ordinal(String digits) {
        String plain = digits.replace(",", "");
        return plain.length() > LONGEST ? digitByDigit(plain) : ordinal(Long.parseLong(plain));
    }

    String ordinal(long number) {
        return words(number, "%spellout-ordinal");
    }

    String year(String digits) {
        return words(Long.parseLong(digits), "%spellout-numbering-year");
    }

    String digitByDigit(String digits) {
        return digits.chars().filter(c -> c >= '0' && c <= '9').mapToObj(c -> cardinal(c - '0')).collect(Collectors.joining(" "));
    }

    /** A whole number or a decimal one; {@code .5} is "point five". */
    String number(String written) {
        int point = written.indexOf('.');
        if (point < 0) {
            return cardinal(written);
        }
        String whole = point == 0 ? "" : cardinal(written.substring(0, point)) + " ";
        return whole + "point " + digitByDigit(written.substring(point + 1));
    }

    /** Of tens and of years: "eighties", "nineteen eighties". */
    static String plural(String number) {
        return number.endsWith("y") ? number.substring(0, number.length() - 1) + "ies" : number.endsWith("x") ? number + "es" : number + "s";
    }

    /** The format is not safe for several threads. */
    private static String words(long number, String ruleSet) {
        synchronized (English.FORMAT) {
            return English.FORMAT.format(number, ruleSet).replace('-', ' ');
        }
    }
}
