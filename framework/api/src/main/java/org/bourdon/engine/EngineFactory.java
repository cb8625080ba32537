package org.bourdon.engine;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * Makes an engine outside the container, in a process of its own. An engine bundle that has one can be isolated
 * ({@code isolation = process} in its configuration); it names its implementation, which has a public constructor without
 * parameters, in {@code META-INF/services/org.bourdon.engine.EngineFactory}.
 * <p>
 * The process is a plain Java virtual machine whose class path is flat: the engine's bundle, every bundle that it is wired to by a
 * package or as a whole, and their fragments. Native libraries that the {@code Bundle-NativeCode} headers of these name lie together
 * in one folder a bundle, on {@code java.library.path}, so that {@link System#loadLibrary} finds them as it does in the container.
 * There are no services, no configuration and no other threads that call in; standard output and error end in the daemon's log folder.
 */
@ConsumerType
public interface EngineFactory {

    /** As {@link Engine#name} of what it makes. */
    String name();

    /**
     * Makes the engine; called once in a process, on the thread that makes all further calls. Loads nothing native yet.
     *
     * @throws IllegalArgumentException for a setting that is out of range, naming it
     */
    Engine create(EngineSettings settings);
}
