package org.bourdon.core.lane;

/**
 * The order of waiting steps: first steps by arrival, then later steps by the moment at which their listener runs dry.
 *
 * @param first   whether somebody still waits for the first sound
 * @param atNanos on {@link System#nanoTime}'s scale: the arrival of a first step, the listener's silence of a later one
 */
public record Urgency(boolean first, long atNanos) implements Comparable<Urgency> {

    public static Urgency firstStep(long arrivalNanos) {
        return new Urgency(true, arrivalNanos);
    }

    public static Urgency laterStep(long runsDryNanos) {
        return new Urgency(false, runsDryNanos);
    }

    @Override
    public int compareTo(Urgency other) {
        if (first != other.first) {
            return first ? -1 : 1;
        }
        return Long.signum(atNanos - other.atNanos);
    }
}
