package org.bourdon.speech;

import java.util.List;
import java.util.Optional;

import org.bourdon.error.BourdonException;
import org.bourdon.text.Sentence;
import org.osgi.annotation.versioning.ProviderType;

/** The way in for everything that wants speech. Safe on any thread. */
@ProviderType
public interface SpeechService {

    /**
     * Opens a session; usually one a connection. The caller closes it, whatever happens.
     *
     * @param protocol who asks, such as {@code unix}; for status only
     * @throws BourdonException BUSY when there are as many sessions as the limit allows; SHUTTING_DOWN
     */
    Session connect(String protocol) throws BourdonException;

    /**
     * Says beforehand whether a request would be refused for want of room, so that a gateway need not read what it could not pass on. Nothing is
     * reserved.
     *
     * @param characters of the request's text, as far as is known
     * @throws BourdonException BUSY, with {@link BourdonException#retryAfter}; SHUTTING_DOWN
     */
    default void checkRoom(long characters) throws BourdonException {
    }

    /** The name of the voice that speaks when a request names none. */
    String defaultVoice();

    /** The voices there are at this moment, those that cannot be used included. */
    List<VoiceInfo> voices();

    /**
     * Says how a text would be spoken, without making sound.
     *
     * @param voice decides the language; the default voice if empty
     * @throws BourdonException VOICE_NOT_FOUND, TEXT_EMPTY, TEXT_TOO_LONG, UNSUPPORTED
     */
    List<Sentence> pronounce(String text, Optional<String> voice) throws BourdonException;
}
