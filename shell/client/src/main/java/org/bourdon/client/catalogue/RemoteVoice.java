package org.bourdon.client.catalogue;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

import org.bourdon.client.ClientException;
import org.bourdon.client.ExitCode;
import org.bourdon.client.Json;
import org.bourdon.client.Words;

/** Brings one voice from a server into the voices folder: all of it or nothing. */
final class RemoteVoice {

    private final Workbench bench;
    private final CatalogueVoice voice;
    private final String source;

    /** @param source where it comes from, for whoever asks later */
    RemoteVoice(Workbench bench, CatalogueVoice voice, String source) {
        this.bench = bench;
        this.voice = voice;
        this.source = source;
    }

    /**
     * @param replace whether one of that name gives way
     * @throws ClientException DAEMON_FAILED when a server does not do its part, INPUT when what it gives is no voice, OUTPUT when it cannot be written
     */
    AddedVoice add(boolean replace) throws ClientException {
        try {
            Optional<InstalledVoice> there = bench.voices().find(voice.key());
            if (there.isPresent() && !replace) {
                return present(there.get());
            }
            Room.make(bench.downloads());
            Room.make(bench.voices().path());
            try (DownloadFolder folder = DownloadFolder.take(bench.downloads(), voice.key())) {
                there = bench.voices().find(voice.key());
                return there.isPresent() && !replace ? present(there.get()) : bring(folder, replace, there.isPresent());
            }
        } catch (FileAlreadyExistsException e) {
            throw new ClientException(ExitCode.OUTPUT, "there is something in the place of the voice: " + e.getFile() + "; --force replaces it", e);
        } catch (IOException e) {
            throw Disk.refused(bench.voices().path(), e);
        }
    }

    private AddedVoice present(InstalledVoice there) {
        return new AddedVoice(voice.key(), AddedVoice.Outcome.PRESENT, there.sideFile().getParent(), source);
    }

    private AddedVoice bring(DownloadFolder folder, boolean replace, boolean there) throws IOException, ClientException {
        boolean keep = false;
        try {
            checkRoom(folder.path());
            bench.say().accept(voice.key() + ": " + describe());
            List<Path> files = fetch(folder.path());
            files.add(writeOrigin(folder.path(), files));
            Path place = bench.voices().install(voice.key(), files, false, replace);
            return new AddedVoice(voice.key(), there ? AddedVoice.Outcome.REPLACED : AddedVoice.Outcome.ADDED, place, source);
        } catch (WebException e) {
            keep = e.isPassing() && folder.holdsParts();
            throw new ClientException(ExitCode.DAEMON_FAILED, "cannot fetch " + voice.key() + ": " + e.getMessage()
                    + (keep ? "; what has come is kept, and the same command goes on from there" : ""), e);
        } catch (ClientException e) {
            keep = e.code() == ExitCode.INTERRUPTED;
            throw e;
        } finally {
            if (!keep) {
                folder.clear();
            }
        }
    }

    private String describe() {
        var parts = new ArrayList<String>();
        if (!voice.language().code().isEmpty()) {
            parts.add(voice.language().forPerson());
        }
        if (!voice.quality().isEmpty()) {
            parts.add(voice.quality());
        }
        if (voice.speakers() > 1) {
            parts.add(Words.count(voice.speakers(), "speaker"));
        }
        parts.add(voice.bytes() > 0 ? Sizes.of(voice.bytes()) : "from " + source);
        return String.join(", ", parts);
    }

    private void checkRoom(Path folder) throws IOException, ClientException {
        long missing = 0;
        for (RemoteFile file : voice.files()) {
            missing += Math.max(0, file.bytes().orElse(0) - new Download(bench.web(), bench.disk(), folder, file, _ -> { }).present());
        }
        Room.check(bench.disk(), folder, missing, voice.key());
        if (!Files.getFileStore(folder).equals(Files.getFileStore(bench.voices().path()))) {
            Room.check(bench.disk(), bench.voices().path(), voice.bytes(), voice.key());
        }
    }

    private List<Path> fetch(Path folder) throws IOException, ClientException {
        var files = new ArrayList<Path>();
        boolean carded = false;
        try (var bar = new DownloadBar(bench.progress(), voice.bytes())) {
            for (RemoteFile file : inOrder()) {
                Optional<Path> fetched = fetch(folder, file, bar);
                if (fetched.isPresent()) {
                    bar.done(Files.size(fetched.get()));
                    files.add(fetched.get());
                    check(fetched.get());
                    if (file.needless()) {
                        carded = true;
                        bench.progress().clear();
                        say(new ModelCard(new String(Files.readAllBytes(fetched.get()), StandardCharsets.UTF_8)));
                    }
                }
            }
        }
        if (voice.card().isPresent() && !carded) {
            Path card = Files.writeString(folder.resolve(ModelCard.FILE), voice.card().get());
            files.add(card);
            say(new ModelCard(voice.card().get()));
            carded = true;
        }
        if (!carded) {
            bench.say().accept("licence: " + voice.licence().orElse("not stated; it has no model card"));
        }
        if (voice.sideFile().isPresent()) {
            byte[] line = Json.text(voice.sideFile().get().content()).getBytes(StandardCharsets.UTF_8);
            Path side = Files.write(folder.resolve(voice.sideFile().get().name()), line);
            files.add(side);
            SideFile.read(side);
        }
        return files;
    }

    /** The card before all, so that its terms are known before what they are about has come. */
    private List<RemoteFile> inOrder() {
        var files = new ArrayList<>(voice.files());
        files.sort((one, other) -> Boolean.compare(other.needless(), one.needless()));
        return files;
    }

    private Optional<Path> fetch(Path folder, RemoteFile file, DownloadBar bar) throws IOException, ClientException {
        try {
            return Optional.of(new Download(bench.web(), bench.disk(), folder, file, bar::at).run());
        } catch (WebException e) {
            if (file.needless() && (e.isAnswer(404) || e.isAnswer(410) || e.isAnswer(403))) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private void check(Path file) throws IOException, ClientException {
        if (SideFile.isSideFile(file)) {
            SideFile.read(file);
        } else if (file.toString().endsWith(".onnx")) {
            try (var content = Files.newInputStream(file)) {
                int first = content.read();
                if (first < 0 || first == '<' || first == '{') {
                    throw WebException.forGood(file.getFileName() + " is not a model but " + (first < 0 ? "empty" : "some other text")
                            + "; is the address the one of the file itself?");
                }
            }
        }
    }

    private void say(ModelCard card) {
        bench.say().accept("licence: " + voice.licence().or(card::licence).orElse("not stated in its model card"));
        card.text().lines().forEach(line -> bench.say().accept(("  " + line).stripTrailing()));
    }

    private Path writeOrigin(Path folder, List<Path> files) throws IOException {
        Optional<String> licence = licence(files);
        return Files.write(folder.resolve(InstalledVoice.ORIGIN), Json.line(json -> {
            json.writeStringField("name", voice.key());
            json.writeStringField("source", source);
            json.writeObjectFieldStart("files");
            for (RemoteFile file : voice.files()) {
                json.writeStringField(file.name(), file.address().toString());
            }
            json.writeEndObject();
            if (licence.isPresent()) {
                json.writeStringField("licence", licence.get());
            }
            if (!voice.language().code().isEmpty()) {
                json.writeStringField("language", voice.language().code());
            }
            if (!voice.quality().isEmpty()) {
                json.writeStringField("quality", voice.quality());
            }
            json.writeNumberField("speakers", voice.speakers());
        }));
    }

    private Optional<String> licence(List<Path> files) throws IOException {
        for (Path file : files) {
            if (voice.licence().isEmpty() && file.getFileName().toString().startsWith(ModelCard.FILE)) {
                return new ModelCard(new String(Files.readAllBytes(file), StandardCharsets.UTF_8)).licence();
            }
        }
        return voice.licence();
    }

    /**
     * A voice by the address of its model; the side file lies beside that, and the model card if there is one.
     *
     * @throws ClientException INPUT when that is not how a voice is addressed
     */
    static CatalogueVoice at(URI address) throws ClientException {
        String last = SafeName.lastOf(address).orElse("");
        String model = last.endsWith(".onnx.json") ? last.substring(0, last.length() - ".json".length()) : last;
        if (!model.endsWith(".onnx") || model.length() == ".onnx".length()) {
            throw new ClientException(ExitCode.INPUT, "'" + SafeName.plain(address.toString()) + "' does not end with the name of a model, such as NAME.onnx");
        }
        String key = model.substring(0, model.length() - ".onnx".length());
        var files = new ArrayList<RemoteFile>();
        for (String name : List.of(ModelCard.FILE, model + ".json", model)) {
            files.add(new RemoteFile(name, beside(address, name), OptionalLong.empty(), Optional.empty(), name.equals(ModelCard.FILE)));
        }
        return new CatalogueVoice(key, new Language("", "", "", ""), "", 1, List.of(), files, Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** In the same folder, with the same question behind. */
    private static URI beside(URI address, String name) {
        URI place = SafeName.below(address, name);
        return address.getRawQuery() == null ? place : URI.create(place + "?" + address.getRawQuery());
    }
}
