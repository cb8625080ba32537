package org.bourdon.client.catalogue;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

import com.fasterxml.jackson.jr.stree.JrsObject;

/**
 * A voice that can be had.
 *
 * @param aliases  further names
 * @param files    in the order in which they are worth fetching: small ones that tell what is coming first
 * @param sideFile what its format wants beside the files and no server offers
 * @param licence  where the catalogue itself says it; else the model card may
 */
record CatalogueVoice(String key, Language language, String quality, int speakers, List<String> aliases, List<RemoteFile> files,
                      Optional<SideText> sideFile, Optional<String> licence, Optional<String> card) {

    /** A file that is written rather than fetched. */
    record SideText(String name, JrsObject content) {
    }

    /** Of all its files. */
    long bytes() {
        return files.stream().mapToLong(file -> file.bytes().orElse(0)).sum();
    }

    Optional<RemoteFile> cardFile() {
        return files.stream().filter(file -> file.name().startsWith(ModelCard.FILE)).findFirst();
    }

    /** Whether every word is found somewhere in what is known of it. */
    boolean matches(List<String> words) {
        String all = Stream.concat(Stream.of(key, language.code(), language.nativeName(), language.englishName(), language.country(), quality,
                speakers == 1 ? "1 speaker" : speakers + " speakers"), aliases.stream()).reduce("", (one, other) -> one + "\n" + other).toLowerCase(Locale.ROOT);
        return words.stream().allMatch(word -> all.contains(word.toLowerCase(Locale.ROOT)));
    }
}
