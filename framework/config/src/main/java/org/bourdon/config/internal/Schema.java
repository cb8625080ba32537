package org.bourdon.config.internal;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

import org.osgi.service.metatype.AttributeDefinition;
import org.osgi.service.metatype.ObjectClassDefinition;

/**
 * What one component can be told.
 *
 * @param pid        under which Configuration Admin knows it
 * @param attributes every key that is valid
 * @param required   those of them that must be given because they have no default
 */
record Schema(String pid, List<AttributeDefinition> attributes, List<String> required) {

    Schema {
        attributes = List.copyOf(attributes);
        required = List.copyOf(required);
    }

    static Schema of(String pid, ObjectClassDefinition definition) {
        List<String> required = Arrays.stream(definition.getAttributeDefinitions(ObjectClassDefinition.REQUIRED))
                .filter(attribute -> attribute.getDefaultValue() == null || attribute.getDefaultValue().length == 0)
                .map(AttributeDefinition::getID).toList();
        return new Schema(pid, Arrays.asList(definition.getAttributeDefinitions(ObjectClassDefinition.ALL)), required);
    }

    Optional<AttributeDefinition> attribute(String key) {
        return attributes.stream().filter(attribute -> attribute.getID().equals(key)).findFirst();
    }

    String keys() {
        return attributes.stream().map(AttributeDefinition::getID).sorted().collect(Collectors.joining(", "));
    }

    /** Whether a file of this name means this component: its PID, or the last part of it in any spelling ({@code onnx-engine} for {@code …OnnxEngine}). */
    boolean isCalled(String name) {
        return pid.equals(name) || plain(pid.substring(pid.lastIndexOf('.') + 1)).equals(plain(name));
    }

    private static String plain(String name) {
        return name.replaceAll("[-_]", "").toLowerCase(java.util.Locale.ROOT);
    }
}
