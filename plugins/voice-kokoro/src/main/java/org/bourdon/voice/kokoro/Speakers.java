package org.bourdon.voice.kokoro;

import java.util.Locale;
import java.util.Optional;

/** What a speaker's name tells: the first letter is the language, the second the gender. */
final class Speakers {

    private Speakers() {
    }

    static Optional<Locale> language(String name) {
        if (!name.matches("[a-z][fm](_.*)?")) {
            return Optional.empty();
        }
        return switch (name.charAt(0)) {
            case 'a' -> Optional.of(Locale.US);
            case 'b' -> Optional.of(Locale.UK);
            case 'e' -> Optional.of(Locale.of("es"));
            case 'f' -> Optional.of(Locale.FRANCE);
            case 'h' -> Optional.of(Locale.of("hi"));
            case 'i' -> Optional.of(Locale.ITALIAN);
            case 'j' -> Optional.of(Locale.JAPANESE);
            case 'p' -> Optional.of(Locale.of("pt", "BR"));
            case 'z' -> Optional.of(Locale.CHINESE);
            default -> Optional.empty();
        };
    }
}
