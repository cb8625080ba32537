package org.bourdon.text.english.pronounce;

import java.util.Arrays;
import java.util.Optional;
import java.util.Set;

/** Words that are not in the dictionary but whose parts are: possessives, plurals, contractions and compounds. */
final class DerivedWords {

    private static final int SHORTEST_PART = 4;
    private static final Set<String> PREFIXES = Set.of("sub", "pre", "non", "un", "re", "mis", "out", "up", "co", "web");
    private static final byte Z = code("Z");
    private static final byte S = code("S");
    private static final byte D = code("D");
    private static final byte IH = code("IH0");
    private static final byte AH = code("AH0");
    private static final Set<Byte> HISSING = Set.of(S, Z, code("SH"), code("ZH"), code("CH"), code("JH"));
    private static final Set<Byte> VOICELESS = Set.of(code("P"), code("T"), code("K"), code("F"), code("TH"));

    private final Dictionary dictionary;

    DerivedWords(Dictionary dictionary) {
        this.dictionary = dictionary;
    }

    /** @param word in lower case, not in the dictionary itself */
    Optional<byte[]> phones(String word) {
        return contraction(word).or(() -> plural(word)).or(() -> compound(word));
    }

    private Optional<byte[]> contraction(String word) {
        int apostrophe = word.lastIndexOf('\'');
        if (apostrophe <= 0) {
            return Optional.empty();
        }
        String ending = word.substring(apostrophe + 1);
        Optional<byte[]> stem = dictionary.phones(word.substring(0, apostrophe))
                .or(() -> compound(word.substring(0, apostrophe)));
        return switch (ending) {
            case "" -> stem;
            case "s" -> stem.map(DerivedWords::withS);
            case "ll" -> stem.map(phones -> append(phones, AH, code("L")));
            case "ve" -> stem.map(phones -> append(phones, AH, code("V")));
            case "re" -> stem.map(phones -> append(phones, code("ER0")));
            case "d" -> stem.map(phones -> phones[phones.length - 1] == D || phones[phones.length - 1] == code("T")
                    ? append(phones, AH, D) : append(phones, D));
            default -> Optional.empty();
        };
    }

    private Optional<byte[]> plural(String word) {
        if (!word.endsWith("s") || word.endsWith("ss") || word.length() < SHORTEST_PART) {
            return Optional.empty();
        }
        String stem = word.substring(0, word.length() - 1);
        return dictionary.phones(stem).or(() -> compound(stem)).map(DerivedWords::withS);
    }

    /** The longest first part wins. */
    private Optional<byte[]> compound(String word) {
        for (int cut = word.length() - SHORTEST_PART; cut >= 2; cut--) {
            String first = word.substring(0, cut);
            if (cut < SHORTEST_PART && !PREFIXES.contains(first)) {
                continue;
            }
            Optional<byte[]> second = dictionary.phones(word.substring(cut));
            if (second.isPresent()) {
                Optional<byte[]> head = dictionary.phones(first);
                if (head.isPresent()) {
                    return Optional.of(joined(head.get(), second.get(), cut >= SHORTEST_PART));
                }
            }
        }
        return Optional.empty();
    }

    private static byte[] joined(byte[] first, byte[] second, boolean firstCarriesTheAccent) {
        byte[] joined = Arrays.copyOf(first, first.length + second.length);
        for (int i = 0; i < second.length; i++) {
            joined[first.length + i] = firstCarriesTheAccent ? Arpabet.lessened(second[i]) : second[i];
        }
        for (int i = 0; i < first.length && !firstCarriesTheAccent; i++) {
            joined[i] = Arpabet.lessened(first[i]);
        }
        return joined;
    }

    private static byte[] withS(byte[] stem) {
        byte last = stem[stem.length - 1];
        return HISSING.contains(last) ? append(stem, IH, Z) : append(stem, VOICELESS.contains(last) ? S : Z);
    }

    private static byte[] append(byte[] stem, byte... more) {
        byte[] longer = Arrays.copyOf(stem, stem.length + more.length);
        System.arraycopy(more, 0, longer, stem.length, more.length);
        return longer;
    }

    private static byte code(String phone) {
        return Arpabet.code(phone).orElseThrow();
    }
}
