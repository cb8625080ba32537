package org.bourdon.core.speech;

import java.util.Optional;

import org.bourdon.core.lane.LaneGroup;
import org.bourdon.core.voice.VoiceVersion;

/**
 * Who speaks a request, and where.
 *
 * @param fallback why it is not what was asked for
 */
record Cast(VoiceVersion voice, LaneGroup lanes, Optional<String> fallback) {

    String engine() {
        return lanes.engine().name();
    }
}
