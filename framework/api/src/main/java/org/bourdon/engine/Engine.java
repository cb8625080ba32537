package org.bourdon.engine;

import java.util.List;

import org.bourdon.error.BourdonException;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * A native runtime that opens models.
 * <p>
 * An engine is passive: it starts no threads and holds no locks. The daemon gives each of its devices one or more
 * lanes; {@link #open} and every call on the model that it returns come on one and the same lane.
 */
@ConsumerType
public interface Engine {

    /** A short name in lower case, such as {@code onnx}; it names the lanes. */
    String name();

    /** What this engine can run on here, the preferred device first; never empty. Callable on any thread. */
    List<Device> devices();

    /** Whether this engine reads files of this name. Callable on any thread; the file is not touched. */
    boolean reads(String fileName);

    /**
     * Loads a model.
     *
     * @throws BourdonException INVALID_REQUEST for a model that cannot be read or is damaged, ENGINE_FAILED for anything else the native
     *                          side reports; nothing stays allocated
     */
    LoadedModel open(ModelSource source, Device device) throws BourdonException;
}
