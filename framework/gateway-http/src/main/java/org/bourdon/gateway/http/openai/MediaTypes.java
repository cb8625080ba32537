package org.bourdon.gateway.http.openai;

import org.bourdon.audio.AudioEncoderFactory;
import org.bourdon.gateway.sound.SoundFormats;
import org.bourdon.speech.SpeechEvent;

/** What an answer says that it is. */
final class MediaTypes {

    private MediaTypes() {
    }

    static String of(AudioEncoderFactory format, SpeechEvent.Started started) {
        return format.format().equals(SoundFormats.PLAIN) ? "audio/pcm;rate=" + started.sampleRateHz() + ";channels=1" : format.mediaType();
    }
}
