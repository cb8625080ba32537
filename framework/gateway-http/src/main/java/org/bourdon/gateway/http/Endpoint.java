package org.bourdon.gateway.http;

import java.io.IOException;

import org.bourdon.error.BourdonException;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Answers the requests of one {@link Route}; a service of this type. Safe on any thread; called on a virtual thread of the request's own,
 * which may wait.
 */
@ConsumerType
public interface Endpoint {

    /**
     * Answers one request, whole.
     *
     * @throws BourdonException     becomes the answer, unless one has begun; then the connection is cut off, so that nobody takes a part
     *                              for the whole
     * @throws IOException          the client is gone
     * @throws InterruptedException the daemon is leaving
     */
    void serve(Exchange exchange) throws BourdonException, IOException, InterruptedException;
}
