package org.bourdon.voice;

import java.nio.file.Path;
import java.util.Optional;

import org.bourdon.error.BourdonException;
import org.osgi.annotation.versioning.ConsumerType;

/** A kind of voice files. Holds no state of its own. */
@ConsumerType
public interface VoiceFormat {

    /** A short name in lower case, such as {@code piper}. */
    String name();

    /**
     * Looks at a file in a voices folder. Reads side files only, never a model; called on any thread, by one at a time.
     *
     * @param file a regular file whose name ends in {@code .json}
     * @return the voice that the file describes; empty when it is of another format
     * @throws BourdonException VOICE_BROKEN when it is of this format and cannot be a voice, with the reason
     */
    Optional<Voice> describe(Path file) throws BourdonException;

    /**
     * Opens a voice on the calling lane.
     *
     * @param models one of the voice's variants, which the lane's engine reads
     * @param opener opens the voice's models on the same lane; what it returns is closed by the voice
     * @throws BourdonException VOICE_BROKEN when the files do not fit each other, naming file and misfit; nothing stays open
     */
    LoadedVoice open(Voice voice, ModelSet models, ModelOpener opener) throws BourdonException;
}
