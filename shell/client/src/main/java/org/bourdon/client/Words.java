package org.bourdon.client;

import java.time.Duration;

/** Figures as a person reads them. */
public final class Words {

    private Words() {
    }

    public static String time(Duration time) {
        if (time.toMinutes() < 1) {
            return time.toSeconds() == 0 ? time.toMillis() + " ms" : time.toSeconds() + " s";
        }
        if (time.toHours() < 1) {
            return time.toMinutes() + " min" + rest(time.toSecondsPart(), " s");
        }
        if (time.toDays() < 1) {
            return time.toHours() + " h" + rest(time.toMinutesPart(), " min");
        }
        return time.toDays() + " d" + rest(time.toHoursPart(), " h");
    }

    private static String rest(int count, String unit) {
        return count == 0 ? "" : " " + count + unit;
    }

    /** Such as {@code 1 request} and {@code 3 requests}. */
    public static String count(long count, String thing) {
        return count + " " + thing + (count == 1 ? "" : "s");
    }
}
