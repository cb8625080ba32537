package org.bourdon.text.english.pronounce;

import java.text.Normalizer;
import java.util.Optional;

/** IPA as people write it, brought to the way the voices know it. */
final class Ipa {

    private static final String VOWELS = "aeiouæɐɑɔəɚɛɜɪʊʌᵻ";
    private static final String CONSONANTS = "bdfhjklmnpstvwzðŋɡɹɾʃʒʔθ";

    private Ipa() {
    }

    /**
     * @param text between slashes; the stress may stand before the syllable or before the vowel
     * @return empty when a symbol is unknown to the voices
     */
    static Optional<String> parse(String text) {
        String bare = Normalizer.normalize(text.strip(), Normalizer.Form.NFD).replace("/", "").replace(".", "").replace(" ", "")
                .replace('g', 'ɡ').replace('r', 'ɹ').replace(':', 'ː').replace('\'', 'ˈ').replace("\u0361", "");
        StringBuilder ipa = new StringBuilder();
        String stress = "";
        for (int i = 0; i < bare.length(); i++) {
            char c = bare.charAt(i);
            if (c == 'ˈ' || c == 'ˌ') {
                stress = String.valueOf(c);
            } else if (VOWELS.indexOf(c) >= 0) {
                ipa.append(stress).append(c);
                stress = "";
            } else if (CONSONANTS.indexOf(c) >= 0 || c == 'ː') {
                ipa.append(c);
            } else {
                return Optional.empty();
            }
        }
        return ipa.isEmpty() || !text.endsWith("/") || text.length() < 3 ? Optional.empty() : Optional.of(ipa.toString());
    }

    /** Whether a word begins with the sound of a vowel. */
    static boolean beginsWithAVowel(String ipa) {
        int at = !ipa.isEmpty() && (ipa.charAt(0) == 'ˈ' || ipa.charAt(0) == 'ˌ') ? 1 : 0;
        return at < ipa.length() && VOWELS.indexOf(ipa.charAt(at)) >= 0;
    }

    static boolean isStressed(String ipa) {
        return ipa.indexOf('ˈ') >= 0;
    }
}
