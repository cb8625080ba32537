package org.bourdon.client.catalogue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.bourdon.client.ClientException;
import org.bourdon.client.ExitCode;
import org.bourdon.client.Json;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.jr.stree.JrsArray;
import com.fasterxml.jackson.jr.stree.JrsObject;
import com.fasterxml.jackson.jr.stree.JrsString;
import com.fasterxml.jackson.jr.stree.JrsValue;

/** The JSON beside a voice's models that tells the daemon how to use them: {@code NAME.onnx.json}, {@code NAME.streaming.json} and their like. */
record SideFile(Path path, String name, String format, JrsObject json) {

    private static final Pattern FILE = Pattern.compile("(.+)\\.([a-z][a-z0-9]*)\\.json");
    private static final String PIPER = "onnx";
    private static final int MOST_BYTES = 8 << 20;

    static boolean isSideFile(Path file) {
        return FILE.matcher(file.getFileName().toString()).matches();
    }

    /** The voice's name, from that of its side file. */
    static Optional<String> nameOf(Path file) {
        Matcher parts = FILE.matcher(file.getFileName().toString());
        return parts.matches() ? Optional.of(parts.group(1)) : Optional.empty();
    }

    /** @throws ClientException INPUT when it is not readable or not of the right shape */
    static SideFile read(Path file) throws ClientException {
        Matcher parts = FILE.matcher(file.getFileName().toString());
        if (!parts.matches()) {
            throw unfit(file, "is not the side file of a voice, such as NAME.onnx.json");
        }
        JrsObject json;
        try {
            if (Files.size(file) > MOST_BYTES) {
                throw unfit(file, "is larger than a side file can be");
            }
            byte[] bytes = Files.readAllBytes(file);
            json = Json.object(bytes, 0, bytes.length);
        } catch (JacksonException e) {
            throw unfit(file, "is not readable JSON: " + e.getOriginalMessage());
        } catch (IOException e) {
            throw unfit(file, "cannot be read: " + ClientException.reason(e));
        }
        var side = new SideFile(file, parts.group(1), parts.group(2).equals(PIPER) ? "piper" : parts.group(2), json);
        side.check();
        return side;
    }

    private void check() throws ClientException {
        if (!format.equals("piper")) {
            return;
        }
        if (sampleRate() <= 0) {
            throw unfit(path, "lacks 'audio.sample_rate'");
        }
        if (!(json.get("phoneme_id_map") instanceof JrsObject map) || map.size() == 0) {
            throw unfit(path, "lacks 'phoneme_id_map'");
        }
        if (Json.number(json, "num_speakers", 1) < 1) {
            throw unfit(path, "has a 'num_speakers' below 1");
        }
    }

    private static ClientException unfit(Path file, String what) {
        return new ClientException(ExitCode.INPUT, file.getFileName() + " " + what);
    }

    /** In hertz; 0 where it does not say. */
    int sampleRate() {
        return (int) Json.number(Json.member(json, "audio"), "sample_rate", Json.number(json, "sample_rate", 0));
    }

    int speakers() {
        return (int) Math.max(1, Json.number(json, "num_speakers", 1));
    }

    /** Empty where it does not say. */
    String language() {
        return Json.string(Json.member(json, "language"), "code").or(() -> Json.string(json, "language"))
                .or(() -> Json.string(Json.member(json, "espeak"), "voice")).map(SafeName::plain).orElse("");
    }

    /** The files beside it that it names, wherever in it; for a Piper voice the one that it is named after; for Kokoro also those of the usual names. */
    Set<Path> models() throws ClientException {
        var models = new LinkedHashSet<Path>();
        if (format.equals("piper")) {
            models.add(path.resolveSibling(name + ".onnx"));
        } else {
            collect(json, models);
        }
        if (format.equals("kokoro")) {
            addOnly(models, ".onnx");
            addOnly(models, ".bin");
            Optional.of(path.resolveSibling("config.json")).filter(Files::isRegularFile).ifPresent(models::add);
        }
        return models;
    }

    /** What a side file leaves unsaid is the only file with that ending. */
    private void addOnly(Set<Path> models, String ending) throws ClientException {
        if (models.stream().anyMatch(file -> file.toString().endsWith(ending))) {
            return;
        }
        try (Stream<Path> beside = Files.list(path.getParent())) {
            List<Path> found = beside.filter(file -> file.toString().endsWith(ending) && Files.isRegularFile(file)).limit(2).toList();
            if (found.size() == 1) {
                models.add(found.getFirst());
            }
        } catch (IOException e) {
            throw unfit(path, "lies in a folder that cannot be read: " + ClientException.reason(e));
        }
    }

    private void collect(JrsValue value, Set<Path> models) {
        switch (value) {
            case JrsString text when SafeName.isName(text.getValue()) && Files.isRegularFile(path.resolveSibling(text.getValue())) ->
                    models.add(path.resolveSibling(text.getValue()));
            case JrsObject object -> {
                for (Iterator<String> names = object.fieldNames(); names.hasNext();) {
                    collect(object.get(names.next()), models);
                }
            }
            case JrsArray array -> {
                for (Iterator<JrsValue> elements = array.elements(); elements.hasNext();) {
                    collect(elements.next(), models);
                }
            }
            default -> { }
        }
    }
}
