package org.bourdon.daemon;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * How long the daemon lives. The first of these that comes true ends it; without any it lives until it is told to leave.
 *
 * @param idleTimeout for so long no request is under way and no lease is out
 * @param ownerPid    the process that it belongs to is gone
 * @param whileLeased the last lease has been given back
 */
public record Lifetime(Optional<Duration> idleTimeout, OptionalLong ownerPid, boolean whileLeased) {
}
