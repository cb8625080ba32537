package org.bourdon.client.catalogue;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.bourdon.client.ClientException;
import org.bourdon.client.ExitCode;

/** Copies voices whose files lie on this machine into the voices folder. */
final class LocalVoices {

    private final Workbench bench;

    LocalVoices(Workbench bench) {
        this.bench = bench;
    }

    /**
     * Finds out which voices the files are. A side file brings the models that it names, a model the side file beside it.
     *
     * @throws ClientException INPUT when a file is not there or belongs to no voice
     */
    List<AddedVoice> add(List<Path> files, boolean replace) throws ClientException {
        Set<Path> sides = new LinkedHashSet<>();
        Set<Path> rest = new LinkedHashSet<>();
        for (Path given : files) {
            Path file = given.toAbsolutePath().normalize();
            if (!Files.isRegularFile(file)) {
                throw new ClientException(ExitCode.INPUT, "cannot read " + given + ": " + (Files.exists(file) ? "it is not a file" : "no such file"));
            }
            Path side = file.resolveSibling(file.getFileName() + ".json");
            if (SideFile.isSideFile(file)) {
                sides.add(file);
            } else if (Files.isRegularFile(side) && SideFile.isSideFile(side)) {
                sides.add(side);
            } else {
                rest.add(file);
            }
        }
        var parts = new ArrayList<List<Path>>();
        for (Path side : sides) {
            parts.add(parts(SideFile.read(side), rest));
        }
        var used = new HashSet<Path>();
        parts.forEach(used::addAll);
        for (Path file : rest) {
            if (!used.contains(file)) {
                throw new ClientException(ExitCode.INPUT, file.getFileName() + " belongs to no voice: there is no " + file.getFileName() + ".json beside it");
            }
        }
        var added = new ArrayList<AddedVoice>();
        for (List<Path> voice : parts) {
            added.add(add(voice.getFirst(), voice, replace));
        }
        return added;
    }

    /** The side file first. */
    private static List<Path> parts(SideFile side, Set<Path> given) throws ClientException {
        var parts = new ArrayList<Path>(List.of(side.path()));
        for (Path model : side.models()) {
            Optional<Path> elsewhere = given.stream().filter(file -> file.getFileName().equals(model.getFileName())).findFirst();
            parts.add(Files.isRegularFile(model) ? model : elsewhere.orElseThrow(() ->
                    new ClientException(ExitCode.INPUT, side.path().getFileName() + " has no " + model.getFileName() + " beside it")));
        }
        if (parts.size() == 1) {
            throw new ClientException(ExitCode.INPUT, side.path().getFileName() + " names no model that lies beside it");
        }
        for (String card : List.of(ModelCard.FILE, ModelCard.FILE + ".md")) {
            Path file = side.path().resolveSibling(card);
            if (Files.isRegularFile(file) || given.contains(file)) {
                parts.add(file);
                break;
            }
        }
        return parts;
    }

    private AddedVoice add(Path side, List<Path> files, boolean replace) throws ClientException {
        String name = SideFile.nameOf(side).orElseThrow();
        if (!SafeName.isName(name)) {
            throw new ClientException(ExitCode.INPUT, "'" + SafeName.plain(name) + "' cannot name a voice: letters, digits, dots, dashes, underscores and plus"
                    + " signs can, at most 100 and the first a letter or a digit");
        }
        try {
            Optional<InstalledVoice> there = bench.voices().find(name);
            if (there.isPresent() && !replace) {
                return new AddedVoice(name, AddedVoice.Outcome.PRESENT, there.get().sideFile().getParent(), side.getParent().toString());
            }
            long bytes = 0;
            for (Path file : files) {
                bytes += Files.size(file);
            }
            Room.make(bench.voices().path());
            Room.check(bench.disk(), bench.voices().path(), bytes, name);
            say(name, files, bytes);
            Path place = bench.voices().install(name, files, true, replace);
            return new AddedVoice(name, there.isPresent() ? AddedVoice.Outcome.REPLACED : AddedVoice.Outcome.ADDED, place, side.getParent().toString());
        } catch (FileAlreadyExistsException e) {
            throw new ClientException(ExitCode.OUTPUT, "there is something in the place of the voice: " + e.getFile() + "; --force replaces it", e);
        } catch (IOException e) {
            throw Disk.refused(bench.voices().path(), e);
        }
    }

    private void say(String name, List<Path> files, long bytes) throws IOException {
        Optional<Path> card = files.stream().filter(file -> file.getFileName().toString().startsWith(ModelCard.FILE)).findFirst();
        bench.say().accept(name + ": " + Sizes.of(bytes) + " from " + files.getFirst().getParent());
        bench.say().accept("licence: " + (card.isEmpty() ? "not stated; there is no model card"
                : new ModelCard(Files.readString(card.get())).licence().orElse("not stated in its model card")));
    }
}
