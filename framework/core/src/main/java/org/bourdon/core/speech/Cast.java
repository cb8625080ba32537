package org.bourdon.core.speech;

import java.util.Optional;

import org.bourdon.core.lane.LaneGroup;
import org.bourdon.core.model.VoiceUse;
import org.bourdon.core.voice.VoiceVersion;

/**
 * Who speaks a request, and where.
 *
 * @param use      binds the request to a version of the voice; closed when nothing of it is used any more
 * @param fallback why it is not what was asked for
 */
record Cast(VoiceUse use, LaneGroup lanes, Optional<String> fallback) {

    VoiceVersion voice() {
        return use.version();
    }

    String engine() {
        return lanes.engine().name();
    }
}
