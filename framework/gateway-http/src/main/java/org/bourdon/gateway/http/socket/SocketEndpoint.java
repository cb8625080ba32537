package org.bourdon.gateway.http.socket;

import org.bourdon.error.BourdonException;
import org.osgi.annotation.versioning.ConsumerType;

/** Takes the WebSocket connections of one {@link SocketRoute}; a service of this type. Safe on any thread. */
@ConsumerType
public interface SocketEndpoint {

    /**
     * Takes a connection, which is open.
     *
     * @param socket the way to the client
     * @return what the client says goes there
     * @throws BourdonException the connection is closed with this reason
     */
    SocketClient accept(ClientSocket socket) throws BourdonException, InterruptedException;
}
