package org.bourdon.core.speech;

import org.bourdon.core.voice.VoiceVersion;
import org.bourdon.speech.Outcome;

/** Hears what becomes of requests; called on any thread, must not wait. */
interface NarrationWatcher {

    /** Whether so many requests are under way that none should hold on to anything. */
    boolean isCrowded();

    void sentenceBegun();

    void voiceBroken(VoiceVersion voice, String problem);

    /** Once a request. */
    void ended(Narration narration, Outcome outcome);

    /** Once a request, after its end: no lane has anything of it any more. */
    void letGo();
}
