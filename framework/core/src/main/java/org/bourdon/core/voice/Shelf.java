package org.bourdon.core.voice;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

import org.bourdon.error.BourdonException;
import org.bourdon.voice.Voice;
import org.bourdon.voice.VoiceFormat;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the voices folders held at one moment. */
public final class Shelf {

    /**
     * One voice.
     *
     * @param stamp   of its files
     * @param version empty when even its side file cannot be read
     * @param problem why it cannot be used
     */
    public record Entry(String name, String format, Path sideFile, long stamp, Optional<VoiceVersion> version, Optional<String> problem) {
    }

    static final Shelf EMPTY = new Shelf(Map.of());

    private static final Logger log = LoggerFactory.getLogger(Shelf.class);
    /** A voice's files lie in the folder itself or in a folder of their own. */
    private static final int DEPTH = 2;

    private final Map<String, Entry> entries;

    private Shelf(Map<String, Entry> entries) {
        this.entries = entries;
    }

    /** Reads the folders; side files that have not changed since {@code before} are not read again. The earlier folder wins a name. */
    static Shelf scan(List<Path> folders, List<VoiceFormat> formats, Shelf before) {
        Map<String, Entry> found = new TreeMap<>();
        for (Path folder : folders) {
            for (Path file : jsonFiles(folder)) {
                entry(file, formats, before).ifPresent(entry -> found.putIfAbsent(entry.name(), entry));
            }
        }
        return new Shelf(found);
    }

    private static List<Path> jsonFiles(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.find(folder, DEPTH,
                (path, attributes) -> attributes.isRegularFile() && path.getFileName().toString().endsWith(".json"))) {
            return files.sorted().toList();
        } catch (IOException | java.io.UncheckedIOException e) {
            log.warn("the voices folder {} cannot be read: {}", folder, e.toString());
            return List.of();
        }
    }

    private static Optional<Entry> entry(Path file, List<VoiceFormat> formats, Shelf before) {
        for (VoiceFormat format : formats) {
            Optional<Entry> old = before.entries.values().stream()
                    .filter(entry -> entry.sideFile().equals(file) && entry.format().equals(format.name())).findFirst();
            if (old.isPresent() && old.get().stamp() == stamp(file, old.get().version().map(VoiceVersion::voice))
                    && old.get().version().map(version -> version.format() == format).orElse(true)) {
                return old;
            }
            try {
                Optional<Voice> voice = format.describe(file);
                if (voice.isPresent()) {
                    long stamp = stamp(file, voice);
                    VoiceVersion version = new VoiceVersion(voice.get(), format, stamp);
                    return Optional.of(new Entry(voice.get().name(), format.name(), file, stamp, Optional.of(version), Optional.empty()));
                }
            } catch (BourdonException e) {
                log.warn("{}", e.getMessage());
                return Optional.of(new Entry(nameOf(file), format.name(), file, stamp(file, Optional.empty()), Optional.empty(),
                        Optional.of(e.getMessage())));
            }
        }
        return Optional.empty();
    }

    /** A broken side file cannot say its name: the file's, up to the first ending, must do. */
    private static String nameOf(Path sideFile) {
        String name = sideFile.getFileName().toString();
        return name.substring(0, name.indexOf('.') > 0 ? name.indexOf('.') : name.length());
    }

    private static long stamp(Path sideFile, Optional<Voice> voice) {
        List<Path> files = new ArrayList<>(List.of(sideFile));
        voice.ifPresent(known -> known.variants().forEach(variant -> files.addAll(variant.files())));
        long stamp = 1;
        for (Path file : files) {
            stamp = 31 * stamp + stampOf(file);
        }
        return stamp;
    }

    private static long stampOf(Path file) {
        try {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            return Objects.hash(attributes.size(), attributes.lastModifiedTime().toMillis(), attributes.fileKey());
        } catch (IOException e) {
            // A missing file is a state like any other here; opening the voice reports it.
            return 0;
        }
    }

    Shelf withProblem(VoiceVersion version, String problem) {
        Map<String, Entry> changed = new TreeMap<>(entries);
        changed.computeIfPresent(version.name(), (name, entry) -> entry.version().equals(Optional.of(version))
                ? new Entry(name, entry.format(), entry.sideFile(), entry.stamp(), entry.version(), Optional.of(problem)) : entry);
        return new Shelf(changed);
    }

    Optional<Entry> find(String name) {
        return Optional.ofNullable(entries.get(name));
    }

    List<Entry> entries() {
        return List.copyOf(entries.values());
    }

    String names() {
        return entries.isEmpty() ? "none" : String.join(", ", entries.keySet());
    }
}
