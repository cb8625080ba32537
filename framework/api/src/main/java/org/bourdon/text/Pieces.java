package org.bourdon.text;

/** How a sentence is cut. */
public enum Pieces {
    /** As long as a voice takes them. */
    LONG,
    /** A clause-sized first piece, for a voice that makes no sound before the whole piece is computed. */
    SHORT_FIRST
}
