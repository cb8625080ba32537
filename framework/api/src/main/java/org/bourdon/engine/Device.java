package org.bourdon.engine;

/**
 * Where an engine computes.
 *
 * @param kind  decides how many lanes may share the device
 * @param index counts devices of one kind from 0; always 0 for the CPU
 */
public record Device(Kind kind, int index) {

    /** The CPU, which every machine has. */
    public static final Device CPU = new Device(Kind.CPU, 0);

    /** Kinds of devices; all but the CPU have exactly one lane. */
    public enum Kind { CPU, CUDA, COREML, MPS }

    public Device {
        if (index < 0) {
            throw new IllegalArgumentException("a device index counts from 0, this one is " + index);
        }
    }

    /** As in configuration and status: {@code cpu}, {@code cuda:1}. */
    @Override
    public String toString() {
        String name = kind.name().toLowerCase(java.util.Locale.ROOT);
        return kind == Kind.CUDA ? name + ":" + index : name;
    }
}
