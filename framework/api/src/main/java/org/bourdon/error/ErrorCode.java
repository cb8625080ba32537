package org.bourdon.error;

/** Every way in which a request can fail. Protocol adapters map these, in one place each, to what their wire knows. */
public enum ErrorCode {

    /** The request itself is malformed: a missing, unknown or out-of-range value, which the message names. */
    INVALID_REQUEST,
    /** Nothing in the text can be spoken. */
    TEXT_EMPTY,
    /** The text is longer than the limit that the message states. */
    TEXT_TOO_LONG,
    /** No voice, and no speaker of a voice, has this name. */
    VOICE_NOT_FOUND,
    /** The voice's files are there and cannot be used; the message says which and why. */
    VOICE_BROKEN,
    /** A tensor does not fit the model: its name, the shape wanted and the shape given stand in the message. */
    INVALID_INPUT,
    /** What is asked for needs a plugin that is not installed. */
    UNSUPPORTED,
    /** No engine can run the model at present. */
    ENGINE_UNAVAILABLE,
    /** The native side reported a failure. */
    ENGINE_FAILED,
    /** A queue is full; the same request may succeed later. */
    BUSY,
    /** Somebody stopped the work. */
    CANCELLED,
    /** The work was not done in the time allowed. */
    DEADLINE_EXCEEDED,
    /** The daemon is leaving and takes no new work. */
    SHUTTING_DOWN,
    /** A defect of ours; the log has the details. */
    INTERNAL
}
