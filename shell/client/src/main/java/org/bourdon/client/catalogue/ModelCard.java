package org.bourdon.client.catalogue;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the makers of a voice say of it, in their own words. */
record ModelCard(String text) {

    static final String FILE = "MODEL_CARD";
    /** More than any has; a card is there to be read. */
    static final int MOST_BYTES = 256 << 10;

    private static final Pattern LICENCE = Pattern.compile("(?im)^[\\s*#>-]*licen[cs]es?\\**\\s*:\\s*\\**\\s*(\\S.*)$");
    private static final Pattern HEADED_LICENCE = Pattern.compile("(?im)^#+\\s*licen[cs]es?\\s*\\R\\s*(\\S.*)$");
    private static final Pattern RATE = Pattern.compile("(?im)^[\\s*#>-]*sampl(?:e\\s*|ing\\s*)rate\\**\\s*:\\s*([0-9.,]+)\\s*(k?)hz");

    ModelCard {
        text = SafeName.plain(text.replace("\r\n", "\n").replace('\r', '\n')).strip();
    }

    /** The line that names it. */
    Optional<String> licence() {
        Matcher line = LICENCE.matcher(text);
        if (line.find()) {
            return Optional.of(line.group(1).strip());
        }
        Matcher headed = HEADED_LICENCE.matcher(text);
        return headed.find() ? Optional.of(headed.group(1).strip()) : Optional.empty();
    }

    /** In hertz, if it says so. */
    Optional<Integer> sampleRate() {
        Matcher rate = RATE.matcher(text);
        if (!rate.find()) {
            return Optional.empty();
        }
        try {
            return Optional.of(rate.group(2).isEmpty() ? Integer.parseInt(rate.group(1).replaceAll("[.,]", ""))
                    : (int) Math.round(1000 * Double.parseDouble(rate.group(1).replace(',', '.'))));
        } catch (NumberFormatException _) {
            return Optional.empty();
        }
    }
}
