package org.bourdon.client.catalogue;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

import org.bourdon.client.ClientException;
import org.bourdon.client.ExitCode;
import org.bourdon.client.Json;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.jr.stree.JrsObject;

/** The catalogue as its server has it, kept for when there is no network. */
final class CatalogueStore {

    /** For so long a look at the kept one is enough to show what there is. */
    static final Duration FRESH = Duration.ofHours(1);
    static final URI PUBLIC = URI.create("https://huggingface.co/rhasspy/piper-voices/resolve/main/voices.json");

    private final URI address;
    private final Path copy;
    private final Path note;
    private final Web web;
    private final Consumer<String> notices;

    /**
     * @param folder  where it is kept
     * @param notices for a person: what is not as usual
     */
    CatalogueStore(URI address, Path folder, Web web, Consumer<String> notices) {
        String name = Digest.sha256Of(address.toString()).substring(0, 16);
        this.address = address;
        this.copy = folder.resolve(name + ".json");
        this.note = folder.resolve(name + ".note");
        this.web = web;
        this.notices = notices;
    }

    /**
     * @param age up to which the kept one will do; its server is not asked then
     * @throws ClientException when there is none, neither there nor kept
     */
    Catalogue catalogue(Duration age) throws ClientException {
        Catalogue known = published(age);
        if (known.unfit() > 0) {
            notices.accept(known.unfit() + (known.unfit() == 1 ? " entry of the catalogue is" : " entries of the catalogue are") + " left out: not as it should be");
        }
        return known.and(ownEntries());
    }

    private Catalogue published(Duration age) throws ClientException {
        JrsObject said = note();
        Optional<Catalogue> kept = kept();
        Duration old = Duration.between(Instant.ofEpochMilli(Json.number(said, "asked_ms", 0)), Instant.now());
        if (kept.isPresent() && !old.isNegative() && old.compareTo(age) < 0) {
            return kept.get();
        }
        try {
            return asked(kept, said);
        } catch (IOException e) {
            if (kept.isEmpty()) {
                throw new ClientException(ExitCode.DAEMON_FAILED, "no catalogue: " + e.getMessage(), e);
            }
            notices.accept("the catalogue cannot be asked for (" + e.getMessage() + "); this is the one of "
                    + Instant.ofEpochMilli(Json.number(said, "asked_ms", 0)).toString().replaceFirst("T.*", ""));
            return kept.get();
        }
    }

    private Catalogue asked(Optional<Catalogue> kept, JrsObject said) throws IOException, ClientException {
        Map<String, String> conditions = new HashMap<>();
        if (kept.isPresent()) {
            Json.string(said, "etag").ifPresent(tag -> conditions.put("If-None-Match", tag));
            Json.string(said, "last_modified").ifPresent(date -> conditions.put("If-Modified-Since", date));
        }
        Patience patience = kept.isPresent() ? web.patience().hasty() : web.patience();
        return web.again(patience, () -> {
            try (Web.Answer answer = web.get(address, conditions)) {
                if (answer.status() == 304 && kept.isPresent()) {
                    keep(Optional.empty(), Json.string(said, "etag"), Json.string(said, "last_modified"));
                    return kept.get();
                }
                byte[] text = Web.all(answer, CatalogueText.MOST_BYTES);
                Catalogue fresh = read(text);
                keep(Optional.of(text), answer.header("ETag"), answer.header("Last-Modified"));
                return fresh;
            }
        });
    }

    private Catalogue read(byte[] text) throws WebException {
        try {
            return new CatalogueText(address).read(text);
        } catch (IOException e) {
            throw WebException.forGood(address + " is no catalogue of voices: " + e.getMessage().lines().findFirst().orElse(""));
        }
    }

    private Optional<Catalogue> kept() {
        try {
            return Files.isRegularFile(copy) && Files.size(copy) <= CatalogueText.MOST_BYTES
                    ? Optional.of(new CatalogueText(address).read(Files.readAllBytes(copy))) : Optional.empty();
        } catch (IOException _) {
            // What cannot be read is as good as not there: it is asked for again.
            return Optional.empty();
        }
    }

    private JrsObject note() {
        try {
            byte[] bytes = Files.isRegularFile(note) ? Files.readAllBytes(note) : new byte[] {'{', '}'};
            return Json.object(bytes, 0, bytes.length);
        } catch (IOException _) {
            return new JrsObject();
        }
    }

    private void keep(Optional<byte[]> text, Optional<String> etag, Optional<String> lastModified) {
        try {
            Files.createDirectories(copy.getParent());
            if (text.isPresent()) {
                write(copy, text.get());
            }
            write(note, Json.line(json -> {
                json.writeStringField("address", address.toString());
                json.writeNumberField("asked_ms", System.currentTimeMillis());
                if (etag.isPresent()) {
                    json.writeStringField("etag", etag.get());
                }
                if (lastModified.isPresent()) {
                    json.writeStringField("last_modified", lastModified.get());
                }
            }));
        } catch (IOException e) {
            notices.accept("the catalogue cannot be kept in " + copy.getParent() + ": " + ClientException.reason(e));
        }
    }

    private static void write(Path file, byte[] bytes) throws IOException {
        Path fresh = file.resolveSibling(file.getFileName() + "." + ProcessHandle.current().pid() + "-" + Long.toHexString(System.nanoTime()) + ".tmp");
        try {
            Files.write(fresh, bytes);
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(fresh);
        }
    }

    /** Voices that we know of and the public catalogue does not. */
    private static Catalogue ownEntries() {
        try (InputStream text = CatalogueStore.class.getResourceAsStream("voices.json")) {
            return new CatalogueText(PUBLIC).read(text.readAllBytes());
        } catch (JacksonException e) {
            throw new IllegalStateException("our own entries are no JSON", e);
        } catch (IOException e) {
            throw new UncheckedIOException("reading our own entries", e);
        }
    }
}
