package org.bourdon.engine;

import java.time.Duration;

/**
 * A process that an engine computes in.
 *
 * @param lane     the name of the thread that it works for
 * @param restarts how often that thread's process had to be started again since it first opened a model
 * @param uptime   of this process
 */
public record EngineProcess(String lane, long pid, int restarts, Duration uptime) {
}
