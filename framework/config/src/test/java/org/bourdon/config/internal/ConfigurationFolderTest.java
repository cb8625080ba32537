package org.bourdon.config.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Dictionary;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.service.metatype.AttributeDefinition;

class ConfigurationFolderTest {

    private static final String ENGINE = "org.bourdon.engine.onnx.OnnxEngine";

    @TempDir
    Path home;

    private final Map<String, Dictionary<String, Object>> inForce = new HashMap<>();
    private final List<Schema> installed = new ArrayList<>(List.of(new Schema(ENGINE, List.of(
            new Attribute("threads", AttributeDefinition.INTEGER, 0, 1, 64),
            new Attribute("arena", AttributeDefinition.BOOLEAN, 0, 0, 0),
            new Attribute("gain.db", AttributeDefinition.DOUBLE, 0, -60, 20),
            new Attribute("providers", AttributeDefinition.STRING, 4, 0, 0)), List.of())));
    private ConfigurationFolder folder;
    private Path etc;
    private long edits;

    @BeforeEach
    void folder_is_there() throws IOException {
        etc = Files.createDirectory(home.resolve("etc"));
        folder = new ConfigurationFolder(etc, () -> installed, new Store() {
            @Override
            public void put(String pid, Dictionary<String, Object> values) {
                inForce.put(pid, values);
            }

            @Override
            public void remove(String pid) {
                inForce.remove(pid);
            }
        });
    }

    @Test
    void a_file_named_after_the_class_in_short_configures_the_component() throws IOException {
        write("onnx-engine.json", """
                { "threads": 2, "arena": false, "gain.db": -3, "providers": ["cpu", "cuda"] } // a remark
                """);

        folder.look();

        assertThat(inForce.get(ENGINE).get("threads")).isEqualTo(2);
        assertThat(inForce.get(ENGINE).get("arena")).isEqualTo(false);
        assertThat(inForce.get(ENGINE).get("gain.db")).isEqualTo(-3.0);
        assertThat(inForce.get(ENGINE).get("providers")).isEqualTo(new String[] {"cpu", "cuda"});
    }

    @Test
    void a_file_named_after_the_whole_pid_configures_the_component() throws IOException {
        write(ENGINE + ".json", "{\"threads\": 3}");

        folder.look();

        assertThat(inForce.get(ENGINE).get("threads")).isEqualTo(3);
    }

    @Test
    void an_edited_file_is_applied_and_a_deleted_one_gives_the_defaults_back() throws IOException {
        Path file = write("OnnxEngine.json", "{\"threads\": 3}");
        folder.look();
        write("OnnxEngine.json", "{\"threads\": 4}");
        folder.look();
        assertThat(inForce.get(ENGINE).get("threads")).isEqualTo(4);

        Files.delete(file);
        folder.look();

        assertThat(inForce).isEmpty();
    }

    @Test
    void an_unknown_key_is_named_with_the_valid_ones_and_changes_nothing() throws IOException {
        assertThatEditing("{\"thread\": 8}").containsExactly("there is no key \"thread\"; valid keys are arena, gain.db, providers, threads");
    }

    @Test
    void a_wrong_type_changes_nothing() throws IOException {
        assertThatEditing("{\"threads\": \"8\"}").containsExactly("\"threads\" is \"8\"; valid is a whole number of 32 bits");
    }

    @Test
    void a_fraction_is_no_whole_number() throws IOException {
        assertThatEditing("{\"threads\": 1.5}").containsExactly("\"threads\" is 1.5; valid is a whole number of 32 bits");
    }

    @Test
    void a_number_too_large_for_its_type_changes_nothing() throws IOException {
        assertThatEditing("{\"threads\": 4294967298}").containsExactly("\"threads\" is 4294967298; valid is a whole number of 32 bits");
    }

    @Test
    void a_value_out_of_range_is_named_with_its_description() throws IOException {
        assertThatEditing("{\"threads\": 65}").containsExactly("\"threads\" is 65; valid is a value in range (1 to 64)");
    }

    @Test
    void text_that_is_no_json_is_named_with_its_line() throws IOException {
        assertThatEditing("{\n\"threads\": }").singleElement().asString().startsWith("not JSON: ").endsWith("in line 2");
    }

    @Test
    void too_many_values_change_nothing() throws IOException {
        assertThatEditing("{\"providers\": [\"a\", \"b\", \"c\", \"d\", \"e\"]}").containsExactly("\"providers\" has 5 values; at most 4 are valid");
    }

    @Test
    void a_file_for_a_component_that_comes_later_waits_for_it() throws IOException {
        write("gain.json", "{}");
        folder.look();
        assertThat(folder.complaints().values()).containsExactly("no component is called \"gain\"; there are " + ENGINE);

        installed.add(new Schema("gain", List.of(), List.of()));
        folder.lookForNewComponents();

        assertThat(inForce).containsKey("gain");
        assertThat(folder.complaints()).isEmpty();
    }

    @Test
    void a_name_that_fits_two_components_configures_neither() throws IOException {
        installed.add(new Schema("org.other.OnnxEngine", List.of(), List.of()));
        write("onnxengine.json", "{}");

        folder.look();

        assertThat(inForce).isEmpty();
        assertThat(folder.complaints().values()).singleElement().asString().contains(ENGINE + ", org.other.OnnxEngine");
    }

    @Test
    void a_folder_that_is_not_there_configures_nothing() throws IOException {
        Files.delete(etc);

        folder.look();

        assertThat(inForce).isEmpty();
    }

    /** The complaints after a valid file was replaced by this one; fails if the valid one is no longer in force. */
    private org.assertj.core.api.AbstractCollectionAssert<?, java.util.Collection<? extends String>, String, ?> assertThatEditing(String content) throws IOException {
        write("onnx-engine.json", "{\"threads\": 2}");
        folder.look();
        write("onnx-engine.json", content);
        folder.look();
        assertThat(inForce.get(ENGINE).get("threads")).as("threads in force").isEqualTo(2);
        return assertThat(folder.complaints().values());
    }

    private Path write(String name, String content) throws IOException {
        Path file = Files.writeString(etc.resolve(name), content);
        return Files.setLastModifiedTime(file, FileTime.fromMillis(1_000_000 + 1000 * edits++));
    }

    /** A numeric range is checked where {@code min < max}. */
    private record Attribute(String id, int type, int cardinality, double min, double max) implements AttributeDefinition {

        @Override
        public String getName() {
            return id;
        }

        @Override
        public String getID() {
            return id;
        }

        @Override
        public String getDescription() {
            return (long) min + " to " + (long) max;
        }

        @Override
        public int getCardinality() {
            return cardinality;
        }

        @Override
        public int getType() {
            return type;
        }

        @Override
        public String[] getOptionValues() {
            return null;
        }

        @Override
        public String[] getOptionLabels() {
            return null;
        }

        @Override
        public String validate(String value) {
            return min < max && (Double.parseDouble(value) < min || Double.parseDouble(value) > max) ? "out of range" : "";
        }

        @Override
        public String[] getDefaultValue() {
            return null;
        }
    }
}
