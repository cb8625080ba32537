package org.bourdon.audio.session;

/** What a session does at a moment. */
public enum AudioSessionState {

    /** Plays, or waits for sound to play. */
    PLAYING,
    /** Keeps what it has until it is told to play. */
    PAUSED,
    /** Takes no more, and plays what it has. */
    FINISHING,
    /** Is over. */
    ENDED
}
