package org.bourdon.core.lane;

import java.time.Duration;

/**
 * The order of waiting steps: first steps by arrival, then later steps by the moment at which their listener runs dry. While no listener is
 * about to, a lane ends the sentences that it has begun one after the other: worked on by turns they would all end at the same moment, and
 * what their listeners ask for next would come as a crowd.
 *
 * @param first      whether somebody still waits for the first sound
 * @param atNanos    on {@link System#nanoTime}'s scale: the arrival of a first step, the listener's silence of a later one
 * @param begunNanos on the same scale: when the sentence of a later step was begun
 */
public record Urgency(boolean first, long atNanos, long begunNanos) implements Comparable<Urgency> {

    private static final long PLENTY_NANOS = Duration.ofSeconds(1).toNanos();

    public static Urgency firstStep(long arrivalNanos) {
        return new Urgency(true, arrivalNanos, arrivalNanos);
    }

    public static Urgency laterStep(long runsDryNanos, long begunNanos) {
        return new Urgency(false, runsDryNanos, begunNanos);
    }

    /** Of a task that belongs to no sentence. */
    public static Urgency laterStep(long atNanos) {
        return new Urgency(false, atNanos, atNanos);
    }

    /** Whether nobody waits for it, nor soon will. */
    boolean isPatient(long nowNanos) {
        return !first && atNanos - nowNanos > PLENTY_NANOS;
    }

    @Override
    public int compareTo(Urgency other) {
        if (first != other.first) {
            return first ? -1 : 1;
        }
        return Long.signum(atNanos - other.atNanos);
    }
}
