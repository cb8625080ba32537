package org.bourdon.text.english.normal;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;

/** Amounts of money, with the sign before or behind. */
final class Money {

    private record Currency(String one, String many, String part, String parts) {
    }

    private static final Currency DOLLAR = new Currency("dollar", "dollars", "cent", "cents");
    private static final Currency POUND = new Currency("pound", "pounds", "penny", "pence");
    private static final Currency EURO = new Currency("euro", "euros", "cent", "cents");
    private static final Currency YEN = new Currency("yen", "yen", "sen", "sen");
    private static final Currency RUPEE = new Currency("rupee", "rupees", "paisa", "paise");
    private static final Currency FRANC = new Currency("Swiss franc", "Swiss francs", "centime", "centimes");
    private static final Map<String, Currency> CURRENCIES = Map.ofEntries(Map.entry("$", DOLLAR), Map.entry("USD", DOLLAR),
            Map.entry("£", POUND), Map.entry("GBP", POUND), Map.entry("€", EURO), Map.entry("EUR", EURO), Map.entry("¥", YEN),
            Map.entry("JPY", YEN), Map.entry("₹", RUPEE), Map.entry("CHF", FRANC));
    private static final Map<String, String> COUNTRIES =
            Map.of("US", "U S ", "A", "Australian ", "C", "Canadian ", "NZ", "New Zealand ", "HK", "Hong Kong ");
    private static final Map<String, String> MAGNITUDES = Map.ofEntries(Map.entry("k", "thousand"), Map.entry("K", "thousand"),
            Map.entry("m", "million"), Map.entry("M", "million"), Map.entry("mn", "million"), Map.entry("b", "billion"),
            Map.entry("B", "billion"), Map.entry("bn", "billion"), Map.entry("T", "trillion"), Map.entry("tn", "trillion"),
            Map.entry("thousand", "thousand"), Map.entry("million", "million"), Map.entry("billion", "billion"),
            Map.entry("trillion", "trillion"), Map.entry("hundred", "hundred"));
    private static final String AMOUNT = "(\\d{1,3}(?:,\\d{3})+(?!\\d)|\\d+)(\\.\\d+)?";
    private static final String MAGNITUDE = "(?: ?(thousand|million|billion|trillion|hundred|mn|bn|tn|k|K|m|M|b|B|T)(?!\\w))?";

    private final SpellOut say;

    Money(SpellOut say) {
        this.say = say;
    }

    List<Rule> rules() {
        return List.of(
                Rule.of("([$£€¥₹]) ?(\\d+(?:\\.\\d+)?) ?[–—-] ?[$£€¥₹]?(\\d+(?:\\.\\d+)?)" + MAGNITUDE + "(?![\\w-])", (place, m) ->
                        Optional.of(say.number(m.group(2)) + " to " + say.number(m.group(3)) + magnitude(m.group(4)) + " "
                                + CURRENCIES.get(m.group(1)).many())),
                Rule.of("([$£€¥₹]) ?" + AMOUNT + MAGNITUDE, (place, m) -> Optional.of(amount(m, CURRENCIES.get(m.group(1)), 2))),
                Rule.of("(US|A|C|NZ|HK)\\$ ?" + AMOUNT + MAGNITUDE, (place, m) -> Optional.of(COUNTRIES.get(m.group(1)) + amount(m, DOLLAR, 2))),
                Rule.of("(USD|EUR|GBP|JPY|CHF) ?" + AMOUNT + MAGNITUDE, (place, m) -> Optional.of(amount(m, CURRENCIES.get(m.group(1)), 2))),
                Rule.of(AMOUNT + MAGNITUDE + " ?([$£€¥₹]|(?:USD|EUR|GBP|JPY|CHF)(?!\\w))(?!\\d)", (place, m) ->
                        Optional.of(amount(m, CURRENCIES.get(m.group(4)), 1))),
                Rule.of("(\\d+) ?¢", (place, m) -> Optional.of(say.cardinal(m.group(1)) + (m.group(1).equals("1") ? " cent" : " cents"))));
    }

    private String amount(MatchResult m, Currency currency, int group) {
        String whole = m.group(group);
        String decimals = m.group(group + 1) == null ? "" : m.group(group + 1).substring(1);
        String magnitude = magnitude(m.group(group + 2));
        if (!magnitude.isEmpty() || decimals.length() == 1 || decimals.length() > 2) {
            return say.number(decimals.isEmpty() ? whole : whole + "." + decimals) + magnitude + " " + currency.many();
        }
        String units = say.cardinal(whole) + " " + (whole.equals("1") ? currency.one() : currency.many());
        int parts = decimals.isEmpty() ? 0 : Integer.parseInt(decimals);
        if (parts == 0) {
            return units;
        }
        String rest = say.cardinal(parts) + " " + (parts == 1 ? currency.part() : currency.parts());
        return whole.equals("0") ? rest : units + " and " + rest;
    }

    private static String magnitude(String written) {
        return written == null ? "" : " " + MAGNITUDES.get(written);
    }
}
