package org.bourdon.config.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import org.bourdon.error.BourdonException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The files of {@code etc/}: one JSON object a component, named after it.
 * <p>
 * A file that is wrong changes nothing: what was in force stays in force, and the log says what is wrong. Used by one thread at a time.
 */
final class ConfigurationFolder {

    private static final Logger LOG = LoggerFactory.getLogger(ConfigurationFolder.class);

    private static final String ENDING = ".json";
    private static final long LONGEST_FILE = 1024 * 1024;

    private final Path folder;
    private final Schemas schemas;
    private final Store store;
    private final Map<Path, Stamp> seen = new HashMap<>();
    private final Map<Path, String> applied = new HashMap<>();
    private final Map<Path, String> complaints = new HashMap<>();

    private record Stamp(long size, long modifiedMillis) {
    }

    ConfigurationFolder(Path folder, Schemas schemas, Store store) {
        this.folder = folder;
        this.schemas = schemas;
        this.store = store;
    }

    /** What is wrong with each file that could not be applied as it is now. */
    Map<Path, String> complaints() {
        return Map.copyOf(complaints);
    }

    /** Applies what has changed since the last look. Touches nothing but the folder when nothing has. */
    void look() {
        Map<Path, Stamp> present;
        try {
            present = present();
        } catch (IOException e) {
            LOG.warn("{} cannot be read: {}", folder, e.toString());
            return;
        }
        for (Path gone : new TreeSet<>(seen.keySet())) {
            if (!present.containsKey(gone)) {
                seen.remove(gone);
                remove(gone);
            }
        }
        present.forEach((file, stamp) -> {
            if (!stamp.equals(seen.put(file, stamp))) {
                apply(file);
            }
        });
    }

    /** Looks again at the files whose component was not there, or that did not fit the one that was. */
    void lookForNewComponents() {
        // whatever was complained of is complained of again only if the reason is another one now
        seen.keySet().retainAll(applied.keySet());
        look();
    }

    private void apply(Path file) {
        try {
            ObjectNode json = read(file);
            Schema schema = schema(name(file));
            store.put(schema.pid(), Values.of(json, schema));
            applied.put(file, schema.pid());
            complaints.remove(file);
            LOG.info("{} configures {}", file, schema.pid());
        } catch (BourdonException e) {
            if (!e.getMessage().equals(complaints.put(file, e.getMessage()))) {
                LOG.warn("{}: {}; {}", file, e.getMessage(), applied.containsKey(file) ? "the last valid version stays in force" : "ignored");
            }
        } catch (IOException e) {
            LOG.warn("{} cannot be read: {}", file, e.toString());
        }
    }

    private void remove(Path file) {
        complaints.remove(file);
        String pid = applied.remove(file);
        if (pid == null) {
            return;
        }
        try {
            store.remove(pid);
            LOG.info("{} is gone, {} has its defaults again", file, pid);
        } catch (IOException e) {
            LOG.warn("{} keeps the values of {}: {}", pid, file, e.toString());
        }
    }

    private Schema schema(String name) throws BourdonException {
        List<Schema> all = schemas.all();
        List<Schema> meant = all.stream().filter(schema -> schema.isCalled(name)).toList();
        if (meant.size() == 1) {
            return meant.getFirst();
        }
        if (meant.isEmpty()) {
            throw Values.invalid("no component is called \"" + name + "\"; there are " + pids(all));
        }
        throw Values.invalid("\"" + name + "\" may mean " + pids(meant) + "; name the file after one of them");
    }

    private static String pids(List<Schema> schemas) {
        return schemas.isEmpty() ? "none" : schemas.stream().map(Schema::pid).sorted().collect(Collectors.joining(", "));
    }

    private static ObjectNode read(Path file) throws BourdonException, IOException {
        if (Files.size(file) > LONGEST_FILE) {
            throw Values.invalid("longer than " + LONGEST_FILE + " bytes");
        }
        try {
            JsonNode json = Parser.JSON.readTree(Files.readString(file));
            if (json instanceof ObjectNode object) {
                return object;
            }
            throw Values.invalid("not a JSON object");
        } catch (JsonProcessingException e) {
            throw Values.invalid("not JSON: " + e.getOriginalMessage() + " in line " + e.getLocation().getLineNr());
        }
    }

    private static String name(Path file) {
        String name = file.getFileName().toString();
        return name.substring(0, name.length() - ENDING.length());
    }

    private Map<Path, Stamp> present() throws IOException {
        if (!Files.isDirectory(folder)) {
            return Map.of();
        }
        Map<Path, Stamp> present = new TreeMap<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(path -> path.toString().endsWith(ENDING)).toList()) {
                BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
                present.put(file, new Stamp(attributes.size(), attributes.lastModifiedTime().toMillis()));
            }
        }
        return present;
    }

    /** Loaded with the first file, not with the daemon. */
    private static final class Parser {

        static final JsonMapper JSON = JsonMapper.builder()
                .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
                .enable(JsonParser.Feature.ALLOW_COMMENTS)
                .build();
    }
}
