package org.bourdon.client.catalogue;

import java.time.Duration;

/**
 * How long servers are waited for.
 *
 * @param toConnect    until a server takes the call
 * @param silence      the longest time in which nothing comes
 * @param firstPause   before the second try; each further one is twice as long
 * @param longestPause between two tries, whatever the server asks for
 * @param vainTries    after so many in a row that brought nothing it is given up
 * @param inAll        for one file
 */
record Patience(Duration toConnect, Duration silence, Duration firstPause, Duration longestPause, int vainTries, Duration inAll) {

    static final Patience USUAL = new Patience(Duration.ofSeconds(10), Duration.ofSeconds(30), Duration.ofMillis(500), Duration.ofSeconds(20), 5,
            Duration.ofHours(6));

    /** For what is worth a look and no more, since there is something in its stead. */
    Patience hasty() {
        return new Patience(toConnect, silence, firstPause, longestPause, 2, Duration.ofMinutes(2));
    }

    Duration pause(int vain) {
        Duration pause = firstPause.multipliedBy(1L << Math.min(vain - 1, 16));
        return pause.compareTo(longestPause) < 0 ? pause : longestPause;
    }
}
