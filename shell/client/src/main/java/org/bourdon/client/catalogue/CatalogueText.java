package org.bourdon.client.catalogue;

import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

import org.bourdon.client.Json;

import com.fasterxml.jackson.jr.stree.JrsNumber;
import com.fasterxml.jackson.jr.stree.JrsObject;

/**
 * Reads {@code voices.json} of the public Piper voices: an object by key, with each voice's files by their path below the catalogue's own folder.
 * <p>
 * Our own entries may say more: {@code licence}, {@code model_card}, {@code side_file} ({@code name}, {@code content}), and for a file
 * {@code url}, {@code name} and {@code sha256_digest}.
 */
final class CatalogueText {

    static final int MOST_BYTES = 32 << 20;

    private static final String MODEL = ".onnx";
    private static final String SIDE_FILE = ".onnx.json";
    private static final long LARGEST_FILE_BYTES = 1L << 40;

    private final URI address;

    /** @param address of the catalogue, to which the files' paths are relative */
    CatalogueText(URI address) {
        this.address = address;
    }

    /** @throws IOException when it is no catalogue at all; entries that cannot be right are left out and counted */
    Catalogue read(byte[] text) throws IOException {
        JrsObject all = Json.object(text, 0, text.length);
        var voices = new ArrayList<CatalogueVoice>();
        int unfit = 0;
        for (Iterator<String> keys = all.fieldNames(); keys.hasNext();) {
            String key = keys.next();
            Optional<CatalogueVoice> voice = all.get(key) instanceof JrsObject entry ? voice(key, entry) : Optional.empty();
            voice.ifPresent(voices::add);
            unfit += voice.isPresent() ? 0 : 1;
        }
        if (voices.isEmpty()) {
            throw new IOException("no voice in it");
        }
        return new Catalogue(voices, unfit);
    }

    private Optional<CatalogueVoice> voice(String key, JrsObject entry) {
        if (!SafeName.isName(key) || !Json.string(entry, "key").orElse(key).equals(key)) {
            return Optional.empty();
        }
        Optional<CatalogueVoice.SideText> sideFile = sideFile(entry);
        List<RemoteFile> files = files(key, Json.member(entry, "files"), sideFile.isPresent());
        Set<String> names = new HashSet<>(files.stream().map(RemoteFile::name).toList());
        sideFile.ifPresent(side -> names.add(side.name()));
        boolean whole = sideFile.isPresent() ? names.size() == files.size() + 1 && files.stream().anyMatch(file -> file.name().endsWith(MODEL))
                : names.size() == files.size() && names.contains(key + MODEL) && names.contains(key + SIDE_FILE);
        if (!whole || entry.get("side_file") != null && sideFile.isEmpty()) {
            return Optional.empty();
        }
        JrsObject language = Json.member(entry, "language");
        return Optional.of(new CatalogueVoice(key,
                new Language(plain(language, "code"), plain(language, "name_native"), plain(language, "name_english"), plain(language, "country_english")),
                plain(entry, "quality"), (int) Math.clamp(Json.number(entry, "num_speakers", 1), 1, 1_000_000),
                Json.strings(entry, "aliases").stream().map(SafeName::plain).toList(), files, sideFile,
                Json.string(entry, "licence").map(SafeName::plain), Json.string(entry, "model_card")));
    }

    private static String plain(JrsObject object, String member) {
        return Json.string(object, member).map(SafeName::plain).orElse("").replaceAll("\\s+", " ").strip();
    }

    private static Optional<CatalogueVoice.SideText> sideFile(JrsObject entry) {
        JrsObject side = Json.member(entry, "side_file");
        return Json.string(side, "name").filter(name -> SafeName.isName(name) && name.endsWith(".json"))
                .map(name -> new CatalogueVoice.SideText(name, Json.member(side, "content")));
    }

    /** Empty when one of them cannot be right. */
    private List<RemoteFile> files(String key, JrsObject entries, boolean ownNames) {
        var files = new ArrayList<RemoteFile>();
        for (Iterator<String> paths = entries.fieldNames(); paths.hasNext();) {
            String path = paths.next();
            JrsObject entry = Json.member(entries, path);
            Optional<RemoteFile> file = SafeName.isPath(path) ? file(key, path, entry, ownNames) : Optional.empty();
            if (file.isEmpty()) {
                return List.of();
            }
            files.add(file.get());
        }
        files.sort(Comparator.comparingLong(file -> file.bytes().orElse(0)));
        return files;
    }

    private Optional<RemoteFile> file(String key, String path, JrsObject entry, boolean ownNames) {
        String given = Json.string(entry, "name").orElse(path.substring(path.lastIndexOf('/') + 1));
        // The daemon calls a voice by its file, so this is the place where its name is made the catalogue's.
        String name = ownNames ? given : given.endsWith(SIDE_FILE) ? key + SIDE_FILE : given.endsWith(MODEL) ? key + MODEL : given;
        boolean sized = entry.get("size_bytes") instanceof JrsNumber;
        long bytes = Json.number(entry, "size_bytes", 0);
        Optional<Digest> digest = Json.string(entry, "sha256_digest").map(Digest::sha256).or(() -> Json.string(entry, "md5_digest").map(Digest::md5));
        if (!SafeName.isName(name) || bytes < 0 || bytes > LARGEST_FILE_BYTES || digest.isPresent() && !digest.get().hex().matches("[0-9a-f]{32}([0-9a-f]{32})?")) {
            return Optional.empty();
        }
        try {
            URI place = Json.string(entry, "url").map(address::resolve).orElseGet(() -> SafeName.below(address, path));
            if ("https".equals(address.getScheme()) && !"https".equals(place.getScheme())) {
                return Optional.empty();
            }
            return Optional.of(new RemoteFile(name, place, sized ? OptionalLong.of(bytes) : OptionalLong.empty(), digest, name.startsWith(ModelCard.FILE)));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }
}
