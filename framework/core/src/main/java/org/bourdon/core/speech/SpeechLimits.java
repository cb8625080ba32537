package org.bourdon.core.speech;

import java.time.Duration;

/**
 * What is spoken by default, and how much at a time.
 *
 * @param defaultVoice      speaks when a request names none
 * @param textCharacters    of one request at a time
 * @param requests          under way at a time
 * @param sessions          open at a time
 * @param soundAhead        kept for a client that is slow to take it
 * @param sentencePause     silence between sentences, at a voice's own speed
 * @param waitingCharacters of all requests together, not read yet
 */
public record SpeechLimits(String defaultVoice, int textCharacters, int requests, int sessions, Duration soundAhead,
                           Duration sentencePause, int waitingCharacters) {

    /** Who is alone may send the longest text. */
    public SpeechLimits {
        waitingCharacters = Math.max(waitingCharacters, textCharacters);
    }
}
