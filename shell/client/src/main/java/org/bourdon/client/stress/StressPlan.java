package org.bourdon.client.stress;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a soak is to do; the first of the two limits that is reached ends it.
 *
 * @param requests in all, of all clients together
 * @param time     in which requests are begun
 * @param clients  honest ones, each with a connection of its own
 * @param chaos    whether misbehaving clients join them
 * @param seed     of what the misbehaving ones choose
 */
record StressPlan(OptionalLong requests, Optional<Duration> time, int clients, boolean chaos, long seed, Optional<String> voice) {

    static final int MOST_CLIENTS = 128;

    int vandals() {
        return chaos ? Math.max(2, clients / 2) : 0;
    }
}
