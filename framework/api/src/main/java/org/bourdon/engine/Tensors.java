package org.bourdon.engine;

import java.util.Map;
import java.util.Set;

import org.bourdon.error.BourdonException;
import org.bourdon.error.ErrorCode;

/**
 * Tensors by name: the inputs or the outputs of one run.
 * <p>
 * Inputs belong to their maker. Outputs may lie in native memory: whoever ran the model closes them, on the same lane,
 * and touches no buffer of theirs afterwards.
 */
public final class Tensors implements AutoCloseable {

    private final Map<String, Tensor> byName;
    private final Runnable release;

    private Tensors(Map<String, Tensor> byName, Runnable release) {
        this.byName = Map.copyOf(byName);
        this.release = release;
    }

    public static Tensors of(Map<String, Tensor> byName) {
        return new Tensors(byName, () -> { });
    }

    /** Tensors that hold something to be freed; {@code release} runs at {@link #close}. */
    public static Tensors owning(Map<String, Tensor> byName, Runnable release) {
        return new Tensors(byName, release);
    }

    public Set<String> names() {
        return byName.keySet();
    }

    public Map<String, Tensor> byName() {
        return byName;
    }

    /** @throws BourdonException INVALID_INPUT when there is none of this name or it holds other elements */
    public Tensor.Floats floats(String name) throws BourdonException {
        if (byName.get(name) instanceof Tensor.Floats floats) {
            return floats;
        }
        throw new BourdonException(ErrorCode.INVALID_INPUT, "no float tensor is called '" + name + "'; there are " + byName.keySet());
    }

    @Override
    public void close() {
        release.run();
    }
}
