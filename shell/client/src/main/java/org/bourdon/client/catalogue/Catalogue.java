package org.bourdon.client.catalogue;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

import org.bourdon.client.ClientException;
import org.bourdon.client.ExitCode;

/**
 * The voices that can be had, by key.
 *
 * @param unfit entries that were left out since what they say cannot be right
 */
record Catalogue(List<CatalogueVoice> voices, int unfit) {

    private static final int MOST_SHOWN = 6;
    private static final int SLIP = 3;

    Catalogue {
        voices = voices.stream().sorted(Comparator.comparing(CatalogueVoice::key)).toList();
    }

    /** This one's voices, and the other's of which this one has none of that name. */
    Catalogue and(Catalogue other) {
        var all = new ArrayList<>(voices);
        other.voices.stream().filter(voice -> withKey(voice.key()).isEmpty()).forEach(all::add);
        return new Catalogue(all, unfit + other.unfit);
    }

    Optional<CatalogueVoice> withKey(String key) {
        return voices.stream().filter(voice -> voice.key().equals(key)).findFirst();
    }

    /** By key, by another of its names, or by as much of the key's beginning as only one has; capital letters do not matter. */
    CatalogueVoice find(String wanted) throws ClientException {
        String lower = wanted.toLowerCase(Locale.ROOT);
        Optional<CatalogueVoice> named = withKey(wanted)
                .or(() -> voices.stream().filter(voice -> voice.aliases().contains(wanted)).findFirst())
                .or(() -> voices.stream().filter(voice -> voice.key().toLowerCase(Locale.ROOT).equals(lower)).findFirst());
        if (named.isPresent()) {
            return named.get();
        }
        List<String> begun = voices.stream().map(CatalogueVoice::key).filter(key -> !lower.isEmpty() && key.toLowerCase(Locale.ROOT).startsWith(lower)).toList();
        if (begun.size() == 1) {
            return withKey(begun.getFirst()).orElseThrow();
        }
        if (begun.isEmpty()) {
            throw unknown(wanted);
        }
        throw new ClientException(ExitCode.INPUT, "'" + wanted + "' may be any of " + begun.size() + " voices: " + list(begun) + "; say more of the name");
    }

    private ClientException unknown(String wanted) {
        List<String> near = near(wanted, voices.stream().flatMap(voice -> Stream.concat(Stream.of(voice.key()), voice.aliases().stream())).toList());
        return new ClientException(ExitCode.INPUT, "the catalogue has no voice '" + SafeName.plain(wanted) + "'"
                + (near.isEmpty() ? "; 'bourdon voice search' lists what there is" : "; did you mean " + list(near) + "?"));
    }

    /** Those that look like what was typed, the most alike first. */
    static List<String> near(String wanted, List<String> names) {
        String lower = wanted.toLowerCase(Locale.ROOT);
        record Candidate(String name, int distance) {
        }
        return names.stream().distinct()
                .map(name -> new Candidate(name, lower.length() >= SLIP && name.toLowerCase(Locale.ROOT).contains(lower) ? 0 : distance(lower, name.toLowerCase(Locale.ROOT))))
                .filter(candidate -> candidate.distance <= Math.min(SLIP, lower.length() / 2))
                .sorted(Comparator.comparingInt(Candidate::distance).thenComparing(Candidate::name))
                .limit(MOST_SHOWN).map(Candidate::name).toList();
    }

    static String list(List<String> names) {
        return String.join(", ", names.subList(0, Math.min(names.size(), MOST_SHOWN))) + (names.size() > MOST_SHOWN ? ", …" : "");
    }

    /** How many letters have to be changed, put in or left out. */
    private static int distance(String one, String other) {
        int[] row = new int[other.length() + 1];
        for (int column = 0; column < row.length; column++) {
            row[column] = column;
        }
        for (int i = 1; i <= one.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                int changed = diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(changed, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[other.length()];
    }
}
