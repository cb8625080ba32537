package org.bourdon.text.english.pronounce;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The phones of the dictionary and of the network, one byte each, and how the voices write them.
 * <p>
 * A vowel is {@code 3 × index + stress} (0 none, 1 primary, 2 secondary); consonants follow the vowels.
 */
public final class Arpabet {

    private static final String[] VOWELS =
            {"AA", "AE", "AH", "AO", "AW", "AY", "EH", "ER", "EY", "IH", "IY", "OW", "OY", "UH", "UW"};
    private static final String[] VOWELS_IPA =
            {"ɑː", "æ", "ʌ", "ɔː", "aʊ", "aɪ", "ɛ", "ɜː", "eɪ", "ɪ", "iː", "oʊ", "ɔɪ", "ʊ", "uː"};
    private static final String[] CONSONANTS = {"B", "CH", "D", "DH", "F", "G", "HH", "JH", "K", "L", "M", "N", "NG", "P", "R",
            "S", "SH", "T", "TH", "V", "W", "Y", "Z", "ZH"};
    private static final String[] CONSONANTS_IPA = {"b", "tʃ", "d", "ð", "f", "ɡ", "h", "dʒ", "k", "l", "m", "n", "ŋ", "p", "ɹ",
            "s", "ʃ", "t", "θ", "v", "w", "j", "z", "ʒ"};
    private static final int FIRST_CONSONANT = 3 * VOWELS.length;
    private static final int AH = 2;
    private static final int ER = 7;
    private static final int IY = 10;
    private static final Map<String, Byte> CODES = codes();

    private Arpabet() {
    }

    /** @return the code of a phone such as {@code AH0} or {@code NG}; empty when there is none of this name */
    public static Optional<Byte> code(String phone) {
        return Optional.ofNullable(CODES.get(phone));
    }

    /** @return the codes of phones parted by spaces; empty when one of them does not exist */
    public static Optional<byte[]> parse(String phones) {
        String[] names = phones.strip().split("\\s+");
        byte[] parsed = new byte[names.length];
        for (int i = 0; i < names.length; i++) {
            Byte code = CODES.get(names[i]);
            if (code == null) {
                return Optional.empty();
            }
            parsed[i] = code;
        }
        return Optional.of(parsed);
    }

    /** @param weak whether the word stands unstressed in its sentence, as articles and pronouns do */
    public static String ipa(byte[] phones, boolean weak) {
        StringBuilder ipa = new StringBuilder(2 * phones.length);
        for (int i = 0; i < phones.length; i++) {
            int code = phones[i];
            if (code >= FIRST_CONSONANT) {
                ipa.append(CONSONANTS_IPA[code - FIRST_CONSONANT]);
            } else {
                vowel(ipa, code / 3, weak ? 0 : code % 3, i == phones.length - 1 && code % 3 == 0);
            }
        }
        return ipa.toString();
    }

    private static void vowel(StringBuilder ipa, int vowel, int stress, boolean unstressedEnd) {
        if (stress > 0) {
            ipa.append(stress == 1 ? 'ˈ' : 'ˌ').append(VOWELS_IPA[vowel]);
        } else if (vowel == AH) {
            ipa.append('ə');
        } else if (vowel == ER) {
            ipa.append('ɚ');
        } else if (vowel == IY && unstressedEnd) {
            ipa.append('i');
        } else {
            ipa.append(VOWELS_IPA[vowel]);
        }
    }

    static boolean isVowel(byte code) {
        return code < FIRST_CONSONANT;
    }

    /** The second part of a compound keeps its accent, but a lesser one. */
    static byte lessened(byte code) {
        return isVowel(code) && code % 3 == 1 ? (byte) (code + 1) : code;
    }


    private static Map<String, Byte> codes() {
        Map<String, Byte> codes = new HashMap<>();
        for (int i = 0; i < VOWELS.length; i++) {
            for (int stress = 0; stress < 3; stress++) {
                codes.put(VOWELS[i] + stress, (byte) (3 * i + stress));
            }
        }
        for (int i = 0; i < CONSONANTS.length; i++) {
            codes.put(CONSONANTS[i], (byte) (FIRST_CONSONANT + i));
        }
        return Map.copyOf(codes);
    }
}
