package org.bourdon.gateway.http.openai;

import java.io.IOException;

import org.bourdon.audio.AudioEncoder;
import org.bourdon.error.BourdonException;
import org.bourdon.speech.SpeechEvent;

/** How sound gets into an answer. */
interface SpokenReply {

    /** Before the first sound; headers can be set. */
    void begin(SpeechEvent.Started started);

    /** @param bytes at least one */
    void sound(byte[] bytes) throws IOException, BourdonException;

    void end(AudioEncoder.Ending ending, long samples) throws IOException;

    /**
     * It went wrong.
     *
     * @throws BourdonException when the answer cannot tell: it has not begun, or has to break off
     */
    void fail(BourdonException failure) throws IOException, BourdonException;
}
