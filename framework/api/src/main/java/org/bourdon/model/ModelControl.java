package org.bourdon.model;

import java.time.Duration;
import java.util.List;
import java.util.Set;

import org.bourdon.error.BourdonException;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The life of voices' models: loaded on a lane, checked, replaced, unloaded. A model goes by the name of its voice.
 * <p>
 * Safe on any thread but a lane's. What takes a {@code patience} waits for at most that long and then throws DEADLINE_EXCEEDED; every
 * method that takes a name throws VOICE_NOT_FOUND for one that there is not.
 */
@ProviderType
public interface ModelControl {

    /** Every voice's, by name; at once, from published state. */
    List<ModelInfo> models();

    ModelInfo info(String name) throws BourdonException;

    /**
     * Opens a voice on its engine's first lane and has it speak a sentence that nobody hears, unless it is open.
     *
     * @throws BourdonException VOICE_BROKEN when it cannot be opened or does not speak as a voice does; ENGINE_UNAVAILABLE
     */
    ModelInfo load(String name, Duration patience) throws BourdonException;

    /**
     * Closes a voice on its lanes. Requests that use it finish first; later ones load it again. A voice that is pinned or leased is
     * closed as well, for once.
     */
    ModelInfo unload(String name, Duration patience) throws BourdonException;

    /**
     * Opens the voice's files anew beside what serves, checks it, and lets it serve from then on. Requests under way finish on what
     * they began with, which is closed after the last of them.
     *
     * @throws BourdonException VOICE_BROKEN when the new version is bad, with the reason; the old one goes on serving
     */
    ModelInfo reload(String name, Duration patience) throws BourdonException;

    /** Loads a voice and keeps it loaded until {@link #unpin} or the daemon's end. Configuration pins for longer. */
    ModelInfo pin(String name, Duration patience) throws BourdonException;

    /** Lets the rules for idle voices decide again. Does not unpin what the configuration pins. */
    ModelInfo unpin(String name) throws BourdonException;

    /**
     * Loads voices and keeps them until the hold is closed. What was loaded for holds only is unloaded after the last of them.
     *
     * @throws BourdonException as {@link #load}; then nothing is held
     */
    ModelHold hold(Set<String> names, Duration patience) throws BourdonException;
}
