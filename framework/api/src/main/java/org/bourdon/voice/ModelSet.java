package org.bourdon.voice;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The model files of a voice for one engine: an engine that reads them all can speak with it.
 *
 * @param files in the order that the voice's format says
 */
public record ModelSet(List<Path> files) {

    public ModelSet {
        files = List.copyOf(files);
    }

    public static ModelSet of(Path... files) {
        return new ModelSet(List.of(files));
    }

    public List<String> fileNames() {
        return files.stream().map(file -> file.getFileName().toString()).toList();
    }

    /** For messages: the file names. */
    @Override
    public String toString() {
        return fileNames().stream().collect(Collectors.joining(", "));
    }
}
