package org.bourdon.gateway.http.socket;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * One client on a WebSocket. Its messages come in order, one at a time, on threads that may wait: the client's next message is read when
 * the call returns. Silence costs no thread.
 */
@ConsumerType
public interface SocketClient extends AutoCloseable {

    void text(String message) throws InterruptedException;

    void binary(byte[] bytes) throws InterruptedException;

    /** The connection is gone, for whatever reason. Comes once, possibly beside a message. */
    @Override
    void close();
}
