package org.bourdon.text.english.normal;

/**
 * What a rule makes of a place.
 *
 * @param end    index behind what was read; -1 when the rule does not apply
 * @param spoken the words, parted by spaces, and marks
 */
record Reading(int end, String spoken) {

    static final Reading NONE = new Reading(-1, "");

    boolean applies() {
        return end >= 0;
    }
}
