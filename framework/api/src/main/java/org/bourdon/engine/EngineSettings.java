package org.bourdon.engine;

import java.util.Map;
import java.util.Objects;

import org.bourdon.daemon.Folders;

/**
 * An engine's configuration outside the container.
 *
 * @param folders the daemon's
 * @param values  what the engine's component is configured with in the daemon, defaults included, by the keys of its configuration
 *                such as {@code intra.op.threads}; several values of one key are joined by commas
 */
public record EngineSettings(Folders folders, Map<String, String> values) {

    public EngineSettings {
        Objects.requireNonNull(folders);
        values = Map.copyOf(values);
    }

    /** The value, or {@code otherwise} where there is none. */
    public String text(String key, String otherwise) {
        return values.getOrDefault(key, otherwise);
    }

    /** @throws IllegalArgumentException naming the key when its value is not a whole number */
    public long number(String key, long otherwise) {
        String value = values.get(key);
        try {
            return value == null ? otherwise : Long.parseLong(value.strip());
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(key + " is '" + value + "'; it has to be a whole number", e);
        }
    }

    /** @throws IllegalArgumentException naming the key when its value is neither {@code true} nor {@code false} */
    public boolean flag(String key, boolean otherwise) {
        String value = values.getOrDefault(key, Boolean.toString(otherwise)).strip();
        return switch (value) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException(key + " is '" + value + "'; it has to be true or false");
        };
    }
}
