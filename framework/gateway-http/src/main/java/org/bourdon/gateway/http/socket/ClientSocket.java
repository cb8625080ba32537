package org.bourdon.gateway.http.socket;

import java.io.IOException;

import org.osgi.annotation.versioning.ProviderType;

/** The way to one client on a WebSocket. Safe on any thread; messages go out in the order of the calls of one thread. */
@ProviderType
public interface ClientSocket {

    /** Close codes of RFC 6455, section 7.4. */
    int NORMAL = 1000;
    int GOING_AWAY = 1001;
    int POLICY_VIOLATION = 1008;
    int TOO_BIG = 1009;
    int INTERNAL_ERROR = 1011;
    int TRY_AGAIN_LATER = 1013;

    /**
     * Sends a text message; returns when it is in the system's hands.
     *
     * @throws IOException when the client is gone, or takes nothing
     */
    void text(byte[] utf8) throws IOException;

    /** Sends a binary message, as {@link #text}. The bytes may change when it returns. */
    void binary(byte[] bytes) throws IOException;

    /** Closes the connection. A second call does nothing. */
    void close(int code, String reason);
}
