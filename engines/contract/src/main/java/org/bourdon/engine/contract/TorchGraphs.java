package org.bourdon.engine.contract;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** The same small models as {@link OnnxGraphs}, in TorchScript, as {@code torch-graphs.py} beside them made them with PyTorch 1.13. */
public final class TorchGraphs {

    private TorchGraphs() {
    }

    /** {@code y = x + x}: {@code x} and {@code y} are FLOAT32 [1, any]; {@code m = n}: INT64 [2]. */
    public static byte[] doubling() {
        return read("doubling");
    }

    /** {@link #doubling} without an extra file that tells its signature. */
    public static byte[] undeclared() {
        return read("undeclared");
    }

    /** {@code y} is the sine of {@code x}, FLOAT32 [1, any], taken {@code n} times, INT64 [1]: runs as long as one likes. */
    public static byte[] looping() {
        return read("looping");
    }

    private static byte[] read(String name) {
        try (InputStream file = TorchGraphs.class.getResourceAsStream(name + ".pt")) {
            return file.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
