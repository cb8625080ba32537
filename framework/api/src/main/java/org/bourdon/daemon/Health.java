package org.bourdon.daemon;

import java.util.Objects;

/**
 * Three answers in one. Whoever receives it knows that the daemon is alive.
 *
 * @param ready  whether a text has been spoken through scheduler and engine
 * @param queued steps waiting for a lane; busy is not dead
 * @param reason one line for a person: why it is not ready, or that it is
 */
public record Health(boolean ready, int queued, String reason) {

    /** Whether steps wait for a lane. */
    public boolean busy() {
        return queued > 0;
    }

    public Health {
        Objects.requireNonNull(reason);
    }
}
