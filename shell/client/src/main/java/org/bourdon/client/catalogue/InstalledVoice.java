package org.bourdon.client.catalogue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import org.bourdon.client.ClientException;
import org.bourdon.client.Json;

import com.fasterxml.jackson.jr.stree.JrsObject;

/**
 * A voice in a voices folder.
 *
 * @param shipped whether it came with the distribution
 * @param folder  that is its own alone; empty when its files lie among others
 */
record InstalledVoice(String name, Path sideFile, boolean shipped, Optional<Path> folder) {

    /** Where a voice that was added says where it came from; the daemon does not read it. */
    static final String ORIGIN = "ORIGIN";

    /** All that is its own, the side file first: without that, the daemon does not see the others. */
    List<Path> files() throws IOException {
        try (Stream<Path> beside = Files.list(sideFile.getParent())) {
            return beside.filter(Files::isRegularFile).filter(file -> folder.isPresent() || file.getFileName().toString().startsWith(name + "."))
                    .sorted((one, other) -> one.equals(sideFile) ? -1 : other.equals(sideFile) ? 1 : one.compareTo(other)).toList();
        }
    }

    long bytes() throws IOException {
        long bytes = 0;
        for (Path file : files()) {
            bytes += Files.size(file);
        }
        return bytes;
    }

    Optional<ModelCard> card() throws IOException {
        if (folder.isPresent()) {
            for (Path file : files()) {
                if (file.getFileName().toString().startsWith(ModelCard.FILE) && Files.size(file) <= ModelCard.MOST_BYTES) {
                    return Optional.of(new ModelCard(new String(Files.readAllBytes(file), StandardCharsets.UTF_8)));
                }
            }
        }
        return Optional.empty();
    }

    /** As it was written when it was added; an empty object where nothing was. */
    JrsObject origin() {
        try {
            Path file = sideFile.resolveSibling(ORIGIN);
            byte[] bytes = folder.isPresent() && Files.isRegularFile(file) ? Files.readAllBytes(file) : new byte[] {'{', '}'};
            return Json.object(bytes, 0, bytes.length);
        } catch (IOException _) {
            return new JrsObject();
        }
    }

    SideFile side() throws ClientException {
        return SideFile.read(sideFile);
    }
}
