package org.bourdon.gateway.http.internal;

import java.time.Duration;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;

import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.server.internal.HttpConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Cuts off who sends a request's headers drop by drop: an idle time does not see that, since something always comes.
 */
final class SlowHeaders implements Connection.Listener {

    private static final Logger log = LoggerFactory.getLogger(SlowHeaders.class);

    /**
     * A connection between two requests.
     *
     * @param requests answered so far
     * @param bytes    that had come when the latest of them was over
     * @param since    when a further byte was first seen
     */
    private record Waiting(long requests, long bytes, OptionalLong since) {

        Waiting at(long nanos) {
            return new Waiting(requests, bytes, OptionalLong.of(nanos));
        }
    }

    private final Duration limit;
    private final Map<Connection, Waiting> open = new ConcurrentHashMap<>();

    SlowHeaders(Duration limit) {
        this.limit = limit;
    }

    @Override
    public void onOpened(Connection connection) {
        // What a connection is upgraded to has no headers.
        if (connection instanceof HttpConnection) {
            open.put(connection, new Waiting(0, 0, OptionalLong.empty()));
        }
    }

    @Override
    public void onClosed(Connection connection) {
        open.remove(connection);
    }

    /** To be called now and then. */
    void look() {
        long now = System.nanoTime();
        open.replaceAll((connection, before) -> look(connection, before, now));
    }

    private Waiting look(Connection connection, Waiting before, long now) {
        boolean busy = connection.getMessagesIn() > connection.getMessagesOut();
        if (busy || connection.getMessagesIn() != before.requests()) {
            return new Waiting(connection.getMessagesIn(), connection.getBytesIn(), OptionalLong.empty());
        }
        if (connection.getBytesIn() == before.bytes()) {
            return before;
        }
        if (before.since().isEmpty()) {
            return before.at(now);
        }
        if (now - before.since().getAsLong() > limit.toNanos()) {
            log.debug("a request's headers were not there after {} ms", limit.toMillis());
            connection.getEndPoint().close();
        }
        return before;
    }
}
