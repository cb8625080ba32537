package org.bourdon.speech;

/** Why a request was cancelled. */
public enum CancelReason {
    /** The client said so. */
    ASKED,
    /** The client is gone. */
    CLIENT_GONE,
    /** The daemon is leaving. */
    SHUTTING_DOWN
}
