package org.bourdon.core.lane;

import java.time.Duration;

import org.bourdon.engine.Device;

/**
 * How lanes are kept.
 *
 * @param cpuLanes    at most this many for an engine on the CPU; other devices have one
 * @param queue       steps waiting at a lane
 * @param restAfter   idle time after which voices give working memory back
 * @param closeAfter  idle time after which lanes beyond the first close
 * @param stopGrace   time for a step to end after it was told to stop; then the lane is lost
 * @param longestStep time after which a step is told to stop
 * @param mostLost    lanes of an engine that may be lost, and not have come back, before the engine is given up
 */
public record LaneLimits(int cpuLanes, int queue, Duration restAfter, Duration closeAfter, Duration stopGrace, Duration longestStep,
                         int mostLost) {

    int lanesOn(Device device) {
        return device.kind() == Device.Kind.CPU ? cpuLanes : 1;
    }

    /** How often somebody looks after the lanes. */
    Duration lookEvery() {
        return Duration.ofMillis(Math.clamp(stopGrace.toMillis() / 4, 10, 250));
    }
}
