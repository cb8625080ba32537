package org.bourdon.engine;

import java.util.List;
import java.util.Optional;

import org.bourdon.error.BourdonException;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * A native runtime that opens models.
 * <p>
 * An engine is passive: it starts no threads and holds no locks. The daemon gives it one or more lanes on one of its devices;
 * {@link #open} and every call on the model that it returns come on one and the same lane. A native call that does not come back after
 * it was told to stop makes its lane lost: that thread is never given work again, and when the call does come back it closes its own
 * models; meanwhile other lanes of the same engine go on, so nothing that one lane holds may block another.
 */
@ConsumerType
public interface Engine {

    /** A short name in lower case, such as {@code onnx}; it names the lanes. */
    String name();

    /**
     * What this engine is configured to run on, the preferred device first; never empty, and the same for life.
     * Callable on any thread; loads nothing and promises nothing: {@link #probe} tells whether a device is there.
     */
    List<Device> devices();

    /**
     * Looks whether a device can be used here. Comes on a lane, for each of {@link #devices} in their order, before the first
     * {@link #open}; the first that can is the one whose lanes then open models. May load native libraries, and take as long as that takes.
     *
     * @return empty when it can be used, else why not, in one line for a person
     */
    default Optional<String> probe(Device device) {
        return Optional.empty();
    }

    /** Whether this engine reads files of this name. Callable on any thread; the file is not touched. */
    boolean reads(String fileName);

    /**
     * Loads a model.
     *
     * @param device one of {@link #devices} that {@link #probe} has found usable
     * @throws BourdonException INVALID_REQUEST for a model that cannot be read or is damaged, ENGINE_FAILED for anything else the native
     *                          side reports; nothing stays allocated
     */
    LoadedModel open(ModelSource source, Device device) throws BourdonException;
}
