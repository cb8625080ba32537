package org.bourdon.voice;

import java.nio.file.Path;

import org.bourdon.engine.LoadedModel;
import org.bourdon.error.BourdonException;
import org.osgi.annotation.versioning.ProviderType;

/** Opens a voice's models with the engine of the calling lane. */
@ProviderType
@FunctionalInterface
public interface ModelOpener {

    /** @throws BourdonException VOICE_BROKEN naming the file when it is missing, damaged or not a model */
    LoadedModel open(Path model) throws BourdonException;
}
