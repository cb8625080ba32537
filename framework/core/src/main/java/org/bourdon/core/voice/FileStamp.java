package org.bourdon.core.voice;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

import org.bourdon.voice.Voice;

/** The state of files in one number: their sizes, times and identities. */
final class FileStamp {

    private FileStamp() {
    }

    static long of(Voice voice) {
        Set<Path> files = new LinkedHashSet<>(List.of(voice.sideFile()));
        voice.variants().forEach(variant -> files.addAll(variant.files()));
        return of(files);
    }

    static long of(Iterable<Path> files) {
        long stamp = 1;
        for (Path file : files) {
            stamp = stamp * 0x9E3779B97F4A7C15L + of(file);
        }
        return stamp;
    }

    private static long of(Path file) {
        try {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            return Objects.hash(attributes.size(), attributes.lastModifiedTime().toInstant(), attributes.fileKey());
        } catch (IOException e) {
            // A missing file is a state like any other here; opening the voice reports it.
            return 0;
        }
    }

    /** In bytes; 0 for one that is not there. */
    static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            return 0;
        }
    }

    /** When the latest of them was changed, in milliseconds since 1970; 0 when none is there. */
    static long changedMillis(Iterable<Path> files) {
        long latest = 0;
        for (Path file : files) {
            try {
                latest = Math.max(latest, Files.getLastModifiedTime(file).toMillis());
            } catch (IOException e) {
                // One that is not there has not been changed; its coming will be a change.
                continue;
            }
        }
        return latest;
    }
}
