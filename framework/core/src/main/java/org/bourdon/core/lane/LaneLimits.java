package org.bourdon.core.lane;

import java.time.Duration;

import org.bourdon.engine.Device;

/**
 * How lanes are kept.
 *
 * @param cpuLanes   at most this many for an engine on the CPU; other devices have one
 * @param queue      steps waiting at a lane
 * @param restAfter  idle time after which voices give working memory back
 * @param closeAfter idle time after which lanes beyond the first close
 */
public record LaneLimits(int cpuLanes, int queue, Duration restAfter, Duration closeAfter) {

    int lanesOn(Device device) {
        return device.kind() == Device.Kind.CPU ? cpuLanes : 1;
    }
}
