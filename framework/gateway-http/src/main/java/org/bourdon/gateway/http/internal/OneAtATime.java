package org.bourdon.gateway.http.internal;

import java.util.concurrent.atomic.AtomicInteger;

import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.internal.HttpConnection;

/**
 * Connections on which one thread at a time reads. Jetty 12.1.14 answers a request that it cannot read on a second thread, which goes on to
 * read from the connection when the answer is out; the first may not have given its buffer back by then, and does so a second time while the
 * buffer serves another client.
 */
final class OneAtATime extends HttpConnectionFactory {

    OneAtATime(HttpConfiguration configuration) {
        super(configuration);
    }

    @Override
    public Connection newConnection(Connector connector, EndPoint endPoint) {
        HttpConnection connection = new OneReader(getHttpConfiguration(), connector, endPoint);
        connection.setTransferEncodingChunkMaxLength(getTransferEncodingChunkMaxLength());
        return configure(connection, connector, endPoint);
    }

    private static final class OneReader extends HttpConnection {

        private final AtomicInteger readers = new AtomicInteger();

        OneReader(HttpConfiguration configuration, Connector connector, EndPoint endPoint) {
            super(configuration, connector, endPoint);
        }

        /** Who comes while another thread reads leaves it to that one, which then reads once more. */
        @Override
        public void onFillable() {
            if (readers.getAndIncrement() > 0) {
                return;
            }
            do {
                super.onFillable();
            } while (readers.decrementAndGet() > 0 && getEndPoint().getConnection() == this);
        }
    }
}
