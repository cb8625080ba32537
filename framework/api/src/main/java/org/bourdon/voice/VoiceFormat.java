package org.bourdon.voice;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import org.bourdon.error.BourdonException;
import org.bourdon.error.ErrorCode;
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

    /**
     * Says whether a voice has such a speaker, before anything is loaded. By default speakers are known by name and by number.
     *
     * @throws BourdonException VOICE_NOT_FOUND naming those there are; INVALID_REQUEST when it cannot be a speaker, with what can
     */
    default void checkSpeaker(Voice voice, String speaker) throws BourdonException {
        if (voice.speakers().contains(speaker)) {
            return;
        }
        int count = Math.max(1, voice.speakers().size());
        if (!speaker.matches("[0-9]{1,6}") || Integer.parseInt(speaker) >= count) {
            throw new BourdonException(ErrorCode.VOICE_NOT_FOUND, "voice " + voice.name() + " has no speaker '" + speaker + "'; it has "
                    + (voice.speakers().isEmpty() ? "one, without a name" : String.join(", ", voice.speakers())));
        }
    }

    /**
     * The language of the text that a speaker speaks, where speakers of one voice differ.
     *
     * @param speaker one that {@link #checkSpeaker} takes; empty for the voice's own
     */
    default Locale language(Voice voice, Optional<String> speaker) {
        return voice.language();
    }

    /**
     * Those of its own settings that change how its voices sound, in any notation: what was spoken with others is not spoken again from a cache.
     */
    default String soundSettings() {
        return "";
    }

    /**
     * Files, beside the side file and the models, that decide how a voice sounds. Called in the background.
     *
     * @throws BourdonException VOICE_BROKEN when they cannot be found
     */
    default List<Path> furtherFiles(Voice voice) throws BourdonException {
        return List.of();
    }
}
