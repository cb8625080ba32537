package org.bourdon.voice.kokoro;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;

import org.bourdon.error.BourdonException;
import org.bourdon.voice.piper.side.JsonFile;

/**
 * Says which files beside it are the voice; what it does not say is found by the names of the published files, so that {@code {}} may be all.
 *
 * @param styles a zip of tables, a file of tables one after the other, or a folder with a file each
 * @param names  of the speakers in a file of bare tables; empty otherwise
 * @param config with the vocabulary; the published model's is used when there is none
 */
record SideFile(JsonFile json, Path file, Path model, Path styles, List<String> names, Optional<Path> config) {

    static final String ENDING = ".kokoro.json";
    private static final int ZIP = 0x504B0304;

    static SideFile read(Path file) throws BourdonException {
        JsonFile json = JsonFile.read(file);
        Path model = json.has("kokoro.model") ? json.fileBeside("kokoro.model") : only(json, file, "model", ".onnx");
        Optional<Path> config = json.has("kokoro.config") ? Optional.of(json.fileBeside("kokoro.config"))
                : Optional.of(file.resolveSibling("config.json")).filter(Files::isRegularFile);
        return new SideFile(json, file, model, styles(json, file), names(json), config);
    }

    private static Path styles(JsonFile json, Path file) throws BourdonException {
        Optional<String> name = json.text("kokoro.voices");
        Path folder = file.resolveSibling(name.orElse("voices"));
        if (name.map(text -> !text.contains("/") && !text.contains("\\") && !text.startsWith("..")).orElse(true) && Files.isDirectory(folder)) {
            return folder;
        }
        return name.isPresent() ? json.fileBeside("kokoro.voices") : only(json, file, "voices", ".bin");
    }

    private static Path only(JsonFile json, Path file, String key, String ending) throws BourdonException {
        try (Stream<Path> beside = Files.list(file.toAbsolutePath().getParent())) {
            List<Path> found = beside.filter(path -> path.getFileName().toString().endsWith(ending) && Files.isRegularFile(path)).limit(2).toList();
            if (found.size() == 1) {
                return file.resolveSibling(found.getFirst().getFileName());
            }
            throw json.problem("needs a file name 'kokoro." + key + "', because " + (found.isEmpty() ? "no file" : "more than one file")
                    + " beside it ends in " + ending);
        } catch (IOException e) {
            throw json.problem("lies in a folder that cannot be read: " + e.getMessage());
        }
    }

    private static List<String> names(JsonFile json) throws BourdonException {
        List<String> names = new ArrayList<>();
        Optional<JsonNode> array = json.find("kokoro.names");
        if (array.isPresent()) {
            for (JsonNode name : array.get()) {
                if (!name.isTextual() || !name.asText().matches("[A-Za-z0-9_.-]{1,100}") || names.contains(name.asText())) {
                    throw json.problem("has " + name + " in 'kokoro.names'; different names of letters, digits and _ . - are valid");
                }
                names.add(name.asText());
            }
        }
        return names;
    }

    /** @throws BourdonException VOICE_BROKEN naming the file and what is wrong with it */
    Styles openStyles() throws BourdonException {
        try {
            if (Files.isDirectory(styles)) {
                return RawStyles.inFolder(styles);
            }
            if (isZip(styles)) {
                return NpzStyles.open(styles);
            }
            if (names.isEmpty()) {
                throw json.problem("needs a list of names 'kokoro.names' for the speakers in " + styles.getFileName() + ", which is no NPZ file");
            }
            return RawStyles.inFile(styles, names);
        } catch (IOException e) {
            throw json.problem("cannot use its speakers: " + e.getMessage());
        }
    }

    private static boolean isZip(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] start = in.readNBytes(Integer.BYTES);
            return start.length == Integer.BYTES && java.nio.ByteBuffer.wrap(start).getInt() == ZIP;
        }
    }

    Vocabulary vocabulary() throws BourdonException {
        return config.isPresent() ? Vocabulary.of(JsonFile.read(config.get())) : Vocabulary.published();
    }

    /** The speakers' and the vocabulary's. */
    List<Path> furtherFiles() throws BourdonException {
        List<Path> files = new ArrayList<>();
        config.ifPresent(files::add);
        if (!Files.isDirectory(styles)) {
            files.add(styles);
            return files;
        }
        try (Stream<Path> speakers = Files.list(styles)) {
            files.addAll(speakers.filter(Files::isRegularFile).sorted().toList());
            return files;
        } catch (IOException e) {
            throw json.problem("cannot list its speakers: " + e.getMessage());
        }
    }

    /** The speaker of who names none. */
    Blend speaker(String voice, List<String> speakers) throws BourdonException {
        Optional<String> own = json.text("kokoro.speaker");
        if (own.isEmpty()) {
            return Blend.parse(speakers.contains("af_heart") ? "af_heart" : speakers.getFirst(), voice, speakers);
        }
        try {
            return Blend.parse(own.get(), voice, speakers);
        } catch (BourdonException e) {
            throw json.problem("has a 'kokoro.speaker' that cannot be: " + e.getMessage());
        }
    }
}
