package org.bourdon.client.stress;

import java.util.Locale;

/** What misbehaving clients do. */
enum StressMischief {

    /** Has a long text spoken and closes the connection when the first sound comes. */
    VANISH_MID_STREAM,
    /** Has a long text spoken and ends its side of the connection at once. */
    HALF_CLOSE,
    /** Has a long text spoken, reads nothing for seconds, and is gone. */
    STALL,
    /** Sends lines that are no requests. */
    GARBAGE,
    /** Sends a line that does not end. */
    OVERSIZED_LINE,
    /** Calls what does not exist. */
    UNKNOWN_METHOD,
    /** Has a long text spoken and cancels it in the same breath. */
    CANCEL_AT_ONCE,
    /** Announces more text, brings none, and closes the connection. */
    LEAVE_TEXT_OPEN,
    /** Connects and closes the connection, before the greeting or after. */
    CONNECT_AND_LEAVE;

    /** What the misbehaving client got. */
    enum Outcome {
        /** Nothing, it was gone. */
        LEFT,
        /** The error that its behaviour deserves. */
        REFUSED,
        /** The end of its connection, which its behaviour deserves. */
        CLOSED,
        CANCELLED,
        DONE,
        /** The daemon was too busy for it. */
        TURNED_AWAY,
        /** Nothing within the time, although an answer was due. */
        UNANSWERED,
        /** The end of its connection, which its behaviour does not deserve. */
        DROPPED,
        /** Something else than is due. */
        ANSWERED_WRONGLY;

        boolean isFailure() {
            return this == UNANSWERED || this == DROPPED || this == ANSWERED_WRONGLY;
        }

        String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
