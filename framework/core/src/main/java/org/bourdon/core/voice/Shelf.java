package org.bourdon.core.voice;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
     * @param stamp      of its files
     * @param sinceNanos when a look found them like this for the first time, on {@link System#nanoTime}'s scale
     * @param version    empty when even its side file cannot be read
     * @param problem    why it cannot be used, as far as the side file tells
     */
    public record Entry(String name, String format, Path sideFile, long stamp, long sinceNanos, Optional<VoiceVersion> version,
                        Optional<String> problem) {

        boolean isOfSameFilesAs(Entry other) {
            return stamp == other.stamp && format.equals(other.format) && version.isPresent() == other.version.isPresent()
                    && (version.isEmpty() || version.get().isOfSameFilesAs(other.version.get()));
        }

        Entry seenSince(long nanos) {
            return new Entry(name, format, sideFile, stamp, nanos, version, problem);
        }

        /** The same with another version or problem, for whoever knows better. */
        public Entry with(Optional<VoiceVersion> serving, Optional<String> trouble) {
            return new Entry(name, format, sideFile, stamp, sinceNanos, serving, trouble);
        }
    }

    /** A JSON file as it was read last; without an entry when it belongs to no voice. */
    private record Reading(long stamp, long folderMillis, Optional<Entry> entry) {
    }

    static final Shelf EMPTY = new Shelf(Map.of(), Map.of(), List.of(), System.nanoTime());

    private static final Logger log = LoggerFactory.getLogger(Shelf.class);
    /** A voice's files lie in the folder itself or in a folder of their own. */
    private static final int DEPTH = 2;
    /** Files that nobody has touched for so long have been written whole. */
    private static final Duration LONG_AGO = Duration.ofSeconds(2);

    private final Map<Path, Reading> readings;
    private final Map<String, Entry> entries;
    private final List<VoiceFormat> formats;
    private final long takenNanos;

    private Shelf(Map<Path, Reading> readings, Map<String, Entry> entries, List<VoiceFormat> formats, long takenNanos) {
        this.readings = readings;
        this.entries = entries;
        this.formats = formats;
        this.takenNanos = takenNanos;
    }

    /** Looks at the folders; side files that have not changed since {@code before} are not read again. The earlier folder wins a name. */
    static Shelf scan(List<Path> folders, List<VoiceFormat> formats, Shelf before) {
        long now = System.nanoTime();
        Map<Path, Reading> readings = new LinkedHashMap<>();
        Map<String, Entry> found = new TreeMap<>();
        for (Path folder : folders) {
            for (Path file : jsonFiles(folder)) {
                Reading reading = read(file, formats, before, now);
                readings.put(file, reading);
                reading.entry().ifPresent(entry -> found.putIfAbsent(entry.name(), entry));
            }
        }
        return new Shelf(readings, found, List.copyOf(formats), now);
    }

    private static List<Path> jsonFiles(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.find(folder, DEPTH,
                (path, attributes) -> attributes.isRegularFile() && path.getFileName().toString().endsWith(".json"))) {
            return files.sorted().toList();
        } catch (IOException | java.io.UncheckedIOException e) {
            // A folder may go while it is looked at; the next look finds it as it is then.
            log.debug("the voices folder {} cannot be read: {}", folder, e.toString());
            return List.of();
        }
    }

    private static Reading read(Path file, List<VoiceFormat> formats, Shelf before, long now) {
        Reading old = before.readings.get(file);
        long folderMillis = FileStamp.changedMillis(List.of(file.getParent()));
        if (old != null && old.folderMillis() == folderMillis && before.formats.equals(formats)
                && old.stamp() == stamp(file, old.entry().flatMap(Entry::version))) {
            return old;
        }
        Optional<Entry> entry = describe(file, formats, now);
        if (entry.isEmpty()) {
            return new Reading(FileStamp.of(List.of(file)), folderMillis, Optional.empty());
        }
        Entry present = entry.get();
        if (old == null && isOfLongAgo(present)) {
            present = present.seenSince(now - LONG_AGO.toNanos());
        } else if (old != null && old.entry().isPresent() && present.isOfSameFilesAs(old.entry().get())) {
            present = present.seenSince(old.entry().get().sinceNanos());
        }
        return new Reading(present.stamp(), folderMillis, Optional.of(present));
    }

    private static Optional<Entry> describe(Path file, List<VoiceFormat> formats, long now) {
        for (VoiceFormat format : formats) {
            // Of before the reading: what changes under it is another version.
            long stampOfFile = FileStamp.of(List.of(file));
            try {
                Optional<Voice> voice = format.describe(file);
                if (voice.isPresent()) {
                    VoiceVersion version = new VoiceVersion(voice.get(), format, FileStamp.of(voice.get()), 0);
                    return Optional.of(new Entry(version.name(), format.name(), file, version.stamp(), now, Optional.of(version), Optional.empty()));
                }
            } catch (BourdonException e) {
                return Optional.of(new Entry(nameOf(file), format.name(), file, stampOfFile, now, Optional.empty(), Optional.of(e.getMessage())));
            }
        }
        return Optional.empty();
    }

    private static boolean isOfLongAgo(Entry entry) {
        List<Path> files = entry.version().map(version -> version.voice().variants().stream().flatMap(variant -> variant.files().stream()).toList())
                .orElse(List.of());
        long latest = Math.max(FileStamp.changedMillis(files), FileStamp.changedMillis(List.of(entry.sideFile())));
        return System.currentTimeMillis() - latest > LONG_AGO.toMillis();
    }

    /** A broken side file cannot say its name: the file's, up to the first ending, must do. */
    private static String nameOf(Path sideFile) {
        String name = sideFile.getFileName().toString();
        return name.substring(0, name.indexOf('.') > 0 ? name.indexOf('.') : name.length());
    }

    private static long stamp(Path sideFile, Optional<VoiceVersion> version) {
        return version.map(known -> FileStamp.of(known.voice())).orElseGet(() -> FileStamp.of(List.of(sideFile)));
    }

    /** Whether looks so far apart have found the files of an entry the same: nobody is writing them. */
    public boolean isSettled(Entry entry, Duration apart) {
        return takenNanos - entry.sinceNanos() >= apart.toNanos();
    }

    public long takenNanos() {
        return takenNanos;
    }

    /** The formats that could have voices on it. */
    public List<VoiceFormat> formats() {
        return formats;
    }

    public Optional<Entry> find(String name) {
        return Optional.ofNullable(entries.get(name));
    }

    public List<Entry> entries() {
        return List.copyOf(entries.values());
    }

    public String names() {
        return entries.isEmpty() ? "none" : String.join(", ", entries.keySet());
    }
}
