package org.bourdon.gateway.http.internal;

import java.time.Duration;

/**
 * What a client may cost.
 *
 * @param connections  open at a time
 * @param headerBytes  of a request's line and headers
 * @param bodyBytes    of a request
 * @param messageBytes of a WebSocket message
 * @param headerTime   until a request's headers are there, from their first byte
 * @param idleTime     that a connection may rest between requests; a WebSocket client that answers no ping goes after two of them
 */
record HttpLimits(int connections, int headerBytes, int bodyBytes, int messageBytes, Duration headerTime, Duration idleTime) {
}
