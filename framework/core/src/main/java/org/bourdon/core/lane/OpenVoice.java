package org.bourdon.core.lane;

import org.bourdon.core.voice.VoiceVersion;
import org.bourdon.error.BourdonException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens a voice ahead of the first sentence. A failure is met again, and reported, by the sentence itself. */
record OpenVoice(VoiceVersion voice) implements LaneTask {

    private static final Logger log = LoggerFactory.getLogger(OpenVoice.class);

    @Override
    public Urgency urgency() {
        return Urgency.firstStep(System.nanoTime());
    }

    @Override
    public void run(Lane lane) {
        try {
            lane.voices().get(voice);
        } catch (BourdonException e) {
            refuse(e);
        }
    }

    @Override
    public void refuse(BourdonException why) {
        log.debug("a further lane does not open {}: {}", voice.name(), why.getMessage());
    }
}
