package org.bourdon.core.session;

import java.time.Duration;

import org.bourdon.audio.session.AudioFormat;

/**
 * What a session may take.
 *
 * @param sink      the name of what it plays through
 * @param sessions  at a time
 * @param buffer    of sound taken and not played yet
 * @param prebuffer of sound that waits before playing begins, so that a client that sends in real time may be late by as much
 * @param resume    how long a session waits for its client
 * @param idle      how long a session may do nothing
 */
record SessionLimits(String sink, int sessions, Duration buffer, Duration prebuffer, Duration resume, Duration idle) {

    private static final int MOST_BYTES = 512 * 1024;

    /** Of a session's buffer, whole frames. */
    int bufferBytes(AudioFormat format) {
        int most = MOST_BYTES - MOST_BYTES % format.bytesPerFrame();
        return (int) Math.min((long) format.frames(buffer) * format.bytesPerFrame(), most);
    }
}
