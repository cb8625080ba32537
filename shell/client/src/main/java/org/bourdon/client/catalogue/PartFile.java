package org.bourdon.client.catalogue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

import org.bourdon.client.ClientException;
import org.bourdon.client.Json;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.jr.stree.JrsObject;

/** What has come of a file so far, and beside it what tells whether the rest would still fit. */
final class PartFile {

    /** @param validator by which the server tells whether its file is still the same */
    record Resumption(long bytes, String validator) {
    }

    private static final int MOST_NOTE_BYTES = 1 << 16;

    private final RemoteFile file;
    private final Path path;
    private final Path note;

    PartFile(Path folder, RemoteFile file) {
        this.file = file;
        this.path = folder.resolve(file.name() + ".part");
        this.note = folder.resolve(file.name() + ".part.note");
    }

    Path path() {
        return path;
    }

    long length() throws IOException {
        return Files.exists(path) ? Files.size(path) : 0;
    }

    /** Begins anew. */
    void begin(Optional<String> validator) throws IOException {
        drop();
        if (validator.isPresent()) {
            Files.write(note, Json.line(json -> {
                json.writeStringField("address", file.address().toString());
                json.writeStringField("digest", digest());
                json.writeStringField("validator", validator.get());
            }));
        }
    }

    /** Empty when there is nothing to go on with, or nothing that tells whether it is still the same. */
    Optional<Resumption> resumable() throws IOException {
        if (length() == 0 || !Files.isRegularFile(note) || Files.size(note) > MOST_NOTE_BYTES) {
            return Optional.empty();
        }
        try {
            byte[] bytes = Files.readAllBytes(note);
            JrsObject said = Json.object(bytes, 0, bytes.length);
            boolean same = Json.string(said, "address").equals(Optional.of(file.address().toString())) && Json.string(said, "digest").equals(Optional.of(digest()));
            long length = length();
            return Json.string(said, "validator").filter(validator -> same && length <= file.bytes().orElse(Long.MAX_VALUE) && validator.matches("[\\x20-\\x7e]+"))
                    .map(validator -> new Resumption(length, validator));
        } catch (JacksonException | NoSuchFileException _) {
            return Optional.empty();
        }
    }

    private String digest() {
        return file.digest().map(Digest::hex).orElse("");
    }

    void drop() throws IOException {
        Files.deleteIfExists(path);
        Files.deleteIfExists(note);
    }

    void dropUnlessUseful() throws ClientException {
        try {
            if (resumable().isEmpty()) {
                drop();
            }
        } catch (IOException e) {
            throw Disk.refused(path, e);
        }
    }
}
