package org.bourdon.core.lane;

import java.time.Duration;
import java.time.Instant;

import org.bourdon.core.voice.VoiceVersion;
import org.bourdon.model.ModelMemory;

/**
 * A version of a voice that is open on a lane.
 *
 * @param took   what opening it took of the lane's time
 * @param memory of the process around that
 */
public record Opening(VoiceVersion version, Instant at, Duration took, ModelMemory memory) {
}
