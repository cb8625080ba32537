package org.bourdon.core.lane;

/**
 * A task that waits.
 *
 * @param number tells those of the same urgency apart, by arrival
 */
record Letter(Urgency urgency, long number, LaneTask task) implements Comparable<Letter> {

    @Override
    public int compareTo(Letter other) {
        int order = urgency.compareTo(other.urgency);
        return order != 0 ? order : Long.compare(number, other.number);
    }
}
