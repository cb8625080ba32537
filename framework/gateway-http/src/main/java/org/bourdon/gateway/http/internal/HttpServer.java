package org.bourdon.gateway.http.internal;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.TimeoutException;

import org.bourdon.gateway.http.JsonBody;
import org.bourdon.gateway.rpc.RpcConnection;
import org.bourdon.thread.WarmThreads;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.eclipse.jetty.websocket.server.ServerWebSocketContainer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Jetty as the daemon needs it: few threads of its own, a virtual one for every request, every cost bounded. */
final class HttpServer implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(HttpServer.class);

    /** One waits for the sockets; the others are for what Jetty itself does in between. */
    private static final int OWN_THREADS = 8;
    private static final int MOST_WARM_THREADS = 8;
    private static final int SELECTORS = 1;
    private static final int SLOWEST_BODY_BYTES_PER_SECOND = 200;
    private static final Duration FAREWELL = Duration.ofSeconds(2);

    private final WarmThreads handlers = new WarmThreads("http", MOST_WARM_THREADS);
    private final Server server;
    private final ServerConnector connector;
    private final Heartbeat heartbeat;

    /** @throws IOException when the address cannot be had */
    HttpServer(Address address, HttpLimits limits, Gate gate, Router router) throws IOException {
        QueuedThreadPool threads = new QueuedThreadPool(OWN_THREADS, 1);
        threads.setName("http");
        threads.setDaemon(true);
        threads.setReservedThreads(0);
        threads.setVirtualThreadsExecutor(handlers);
        server = new Server(threads);
        server.setErrorHandler(new PlainErrors());
        server.setStopTimeout(FAREWELL.toMillis());
        connector = new ServerConnector(server, 0, SELECTORS, new OneAtATime(configuration(limits)));
        InetSocketAddress socket = address.resolve();
        connector.setHost(socket.getAddress().getHostAddress());
        connector.setPort(socket.getPort());
        connector.setIdleTimeout(limits.idleTime().toMillis());
        SlowHeaders slowHeaders = new SlowHeaders(limits.headerTime());
        connector.addBean(slowHeaders);
        server.addConnector(connector);
        server.addBean(new NetworkConnectionLimit(limits.connections(), connector));
        heartbeat = new Heartbeat(limits.idleTime().dividedBy(2), slowHeaders::look);
        server.setHandler(new FrontDoor(gate, router, limits, webSockets(limits), heartbeat));
        start(address);
    }

    private static HttpConfiguration configuration(HttpLimits limits) {
        HttpConfiguration http = new HttpConfiguration();
        http.setSendServerVersion(false);
        http.setSendDateHeader(true);
        http.setRequestHeaderSize(limits.headerBytes());
        http.setMinRequestDataRate(SLOWEST_BODY_BYTES_PER_SECOND);
        http.setUseOutputDirectByteBuffers(true);
        return http;
    }

    private ServerWebSocketContainer webSockets(HttpLimits limits) {
        ServerWebSocketContainer sockets = ServerWebSocketContainer.ensure(server);
        sockets.setIdleTimeout(limits.idleTime().multipliedBy(2));
        sockets.setMaxTextMessageSize(Math.min(limits.messageBytes(), RpcConnection.LONGEST_MESSAGE));
        sockets.setMaxBinaryMessageSize(limits.messageBytes());
        sockets.setMaxFrameSize(limits.messageBytes());
        sockets.setAutoFragment(false);
        return sockets;
    }

    private void start(Address address) throws IOException {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        // Jetty finds parts of itself by service files, which lie in this bundle.
        thread.setContextClassLoader(Server.class.getClassLoader());
        try {
            server.start();
        } catch (Exception e) {
            close();
            throw e instanceof IOException io ? io : new IOException("cannot listen on " + address + ": " + e, e);
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    int port() {
        return connector.getLocalPort();
    }

    /** Hangs up on everybody, after a moment in which answers may end. */
    @Override
    public void close() {
        heartbeat.close();
        try {
            server.stop();
        } catch (TimeoutException e) {
            log.info("answers that had not ended after {} ms were cut off", FAREWELL.toMillis());
        } catch (Exception e) {
            throw new IllegalStateException("the HTTP server does not stop", e);
        } finally {
            handlers.close();
        }
    }

    /** What Jetty refuses by itself, such as broken headers, in our own shape. */
    private static final class PlainErrors extends ErrorHandler {

        private static final int LONGEST_REASON = 200;

        @Override
        public boolean handle(Request request, Response response, Callback callback) {
            int status = response.getStatus();
            // What a defect of ours says is for the log, where it stands already.
            String message = status >= 500 ? "the request failed unexpectedly" : "the request cannot be read" + reason(request.getAttribute(ERROR_MESSAGE));
            byte[] body = JsonBody.bytes(JsonBody.error(status, "http_" + status, message));
            response.getHeaders().put(HttpHeader.CONTENT_TYPE, JsonBody.MEDIA_TYPE);
            response.write(true, ByteBuffer.wrap(body), callback);
            return true;
        }

        private static String reason(Object reason) {
            String text = reason == null ? "" : ": " + reason.toString().replaceAll("[^\\x20-\\x7e]", "?");
            return text.length() > LONGEST_REASON ? text.substring(0, LONGEST_REASON) + "…" : text;
        }
    }
}
