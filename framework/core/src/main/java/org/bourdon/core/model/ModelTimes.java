package org.bourdon.core.model;

import java.time.Duration;

/**
 * The keeper's rhythm.
 *
 * @param look   between looks at the folders
 * @param settle for how long files must be the same before they are read
 * @param rest   after which memory freed by an unload is with the system again
 */
public record ModelTimes(Duration look, Duration settle, Duration rest) {

    /** Lanes rest after 3 s, the heap shrinks after 5, and the system has the rest after 5 more. */
    public static final ModelTimes USUAL = new ModelTimes(Duration.ofMillis(500), Duration.ofMillis(400), Duration.ofSeconds(15));
}
