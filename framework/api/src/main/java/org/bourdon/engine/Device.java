package org.bourdon.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * Where an engine computes.
 *
 * @param kind  decides how many lanes may share the device
 * @param index counts devices of one kind from 0; always 0 but for CUDA
 */
public record Device(Kind kind, int index) {

    /** The CPU, which every machine has. */
    public static final Device CPU = new Device(Kind.CPU, 0);

    private static final String VALID = "valid are cpu, cuda:0 (or a higher number), coreml and mps, the preferred one first, parted by commas";

    /** Kinds of devices; all but the CPU have exactly one lane. */
    public enum Kind { CPU, CUDA, COREML, MPS }

    public Device {
        Objects.requireNonNull(kind);
        if (index < 0) {
            throw new IllegalArgumentException("a device index counts from 0, this one is " + index);
        }
        if (index > 0 && kind != Kind.CUDA) {
            throw new IllegalArgumentException("there is only one " + kind.name().toLowerCase(Locale.ROOT) + " device");
        }
    }

    /**
     * The devices that a configuration names, such as {@code cuda:0,cpu}.
     *
     * @param names parted by commas, the preferred one first; each once
     * @return at least one
     * @throws IllegalArgumentException in one line, naming the word that is wrong and what is valid
     */
    public static List<Device> list(String names) {
        List<Device> devices = new ArrayList<>();
        for (String name : names.split(",", -1)) {
            Device device = of(name.strip(), names);
            if (devices.contains(device)) {
                throw new IllegalArgumentException("device names " + device + " twice in \"" + names + "\"; " + VALID);
            }
            devices.add(device);
        }
        return List.copyOf(devices);
    }

    private static Device of(String name, String all) {
        if (name.matches("cuda:\\d{1,3}")) {
            return new Device(Kind.CUDA, Integer.parseInt(name.substring("cuda:".length())));
        }
        return switch (name) {
            case "cpu" -> CPU;
            case "coreml" -> new Device(Kind.COREML, 0);
            case "mps" -> new Device(Kind.MPS, 0);
            default -> throw new IllegalArgumentException("\"" + name + "\" in device \"" + all + "\" is no device; " + VALID);
        };
    }

    /** As in configuration and status: {@code cpu}, {@code cuda:1}. */
    @Override
    public String toString() {
        String name = kind.name().toLowerCase(Locale.ROOT);
        return kind == Kind.CUDA ? name + ":" + index : name;
    }
}
