package org.bourdon.audio.session;

import java.util.Objects;

/**
 * What a client wants.
 *
 * @param client   who it is, for status and log
 * @param echo     whether the sound that is played comes back as {@link AudioSessionEvent.Echo}; it is then played no faster than its
 *                 echo is taken
 */
public record AudioSessionRequest(String client, AudioFormat format, boolean echo) {

    public AudioSessionRequest {
        Objects.requireNonNull(client);
        Objects.requireNonNull(format);
    }
}
