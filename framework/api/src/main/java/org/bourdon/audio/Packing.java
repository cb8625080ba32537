package org.bourdon.audio;

/** What becomes of the encoded bytes. */
public enum Packing {

    /** They are heard as they come: each goes out as soon as it can, and none is changed afterwards. */
    LIVE,
    /** They are kept: they may come later and be fewer, and the head may be written again when the end is known. */
    FILE
}
