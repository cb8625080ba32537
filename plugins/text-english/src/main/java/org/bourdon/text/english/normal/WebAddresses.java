package org.bourdon.text.english.normal;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Web and e-mail addresses and names with dots in them, such as files: word by word, with their signs named. */
final class WebAddresses implements Rule {

    private static final int LONGEST_NUMBER = 4;
    private static final Pattern SCHEME = Pattern.compile("(?:https?|ftp|wss?|file)://", Pattern.CASE_INSENSITIVE);
    private static final Set<String> SPOKEN_ENDINGS = Set.of("com", "net", "org", "gov", "info", "biz", "co", "me", "dev", "app", "page",
            "museum", "java", "zip", "class", "bin", "wave", "text", "doc", "log", "bat", "jar", "go", "swift", "mod", "key", "mark");

    private final SpellOut say;

    WebAddresses(SpellOut say) {
        this.say = say;
    }

    @Override
    public Reading read(Place place) {
        int end = end(place);
        String address = place.text().substring(place.at(), end);
        if (!isAddress(address)) {
            return Reading.NONE;
        }
        String bare = SCHEME.matcher(address).replaceFirst("");
        return Optional.of(bare).filter(text -> !text.isEmpty()).map(text -> new Reading(end, spoken(text))).orElse(Reading.NONE);
    }

    /** Up to white space, without the punctuation that belongs to the sentence. */
    private static int end(Place place) {
        String text = place.text();
        int end = place.at();
        while (end < place.horizon() && text.charAt(end) > ' ' && "\"<>|—…".indexOf(text.charAt(end)) < 0) {
            end++;
        }
        while (end > place.at() && ".,;:!?'/)]}*".indexOf(text.charAt(end - 1)) >= 0) {
            end--;
        }
        return end;
    }

    private static boolean isAddress(String text) {
        int at = text.indexOf('@');
        if (at > 0 && at < text.length() - 1 || text.contains("://") || text.startsWith("www.")) {
            return text.length() > 3;
        }
        int dot = text.indexOf('.');
        while (dot > 0 && dot < text.length() - 1) {
            boolean insideALongerWord = Character.isLetterOrDigit(text.charAt(dot - 1)) && isLetter(text.charAt(dot + 1))
                    && (dot > 1 && Character.isLetterOrDigit(text.charAt(dot - 2))
                            || dot + 2 < text.length() && Character.isLetterOrDigit(text.charAt(dot + 2)));
            if (insideALongerWord) {
                return true;
            }
            dot = text.indexOf('.', dot + 1);
        }
        return false;
    }

    private String spoken(String address) {
        StringBuilder words = new StringBuilder();
        int at = 0;
        while (at < address.length()) {
            char c = address.charAt(at);
            int end = at + 1;
            if (isDigit(c)) {
                while (end < address.length() && isDigit(address.charAt(end))) {
                    end++;
                }
                String digits = address.substring(at, end);
                words.append(digits.length() > LONGEST_NUMBER ? say.digitByDigit(digits) : say.cardinal(digits)).append(' ');
            } else if (isLetter(c)) {
                while (end < address.length() && isLetter(address.charAt(end))) {
                    end++;
                }
                String word = address.substring(at, end);
                boolean ending = at > 0 && address.charAt(at - 1) == '.';
                words.append(word(word, ending)).append(' ');
            } else {
                words.append(sign(c)).append(' ');
            }
            at = end;
        }
        return words.toString().strip();
    }

    private static String word(String word, boolean ending) {
        boolean spelled = word.equalsIgnoreCase("www") || word.length() == 1 || word.length() <= 4 && Acronyms.hasNoVowel(word)
                || ending && word.length() <= 3 && !SPOKEN_ENDINGS.contains(word.toLowerCase(Locale.ROOT));
        return spelled ? Acronyms.letters(word) : word;
    }

    private static String sign(char c) {
        return switch (c) {
            case '.' -> "dot";
            case '@' -> "at";
            case '/' -> "slash";
            case '-' -> "dash";
            case '_' -> "underscore";
            case ':' -> "colon";
            case '?' -> "question mark";
            case '=' -> "equals";
            case '&' -> "and";
            case '#' -> "hash";
            case '%' -> "percent";
            case '~' -> "tilde";
            case '+' -> "plus";
            default -> "";
        };
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isLetter(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
    }
}
