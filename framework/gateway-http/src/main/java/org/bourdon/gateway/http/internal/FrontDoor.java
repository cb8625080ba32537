package org.bourdon.gateway.http.internal;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

import org.bourdon.error.BourdonException;
import org.bourdon.error.ErrorCode;
import org.bourdon.gateway.http.Endpoint;
import org.bourdon.gateway.http.JsonBody;
import org.bourdon.gateway.http.internal.Gate.Refusal;
import org.bourdon.gateway.http.socket.SocketEndpoint;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.websocket.server.ServerWebSocketContainer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Every request comes in here: the gate, then whoever answers; what goes wrong becomes an answer, and never shows a stack. */
final class FrontDoor extends Handler.Abstract {

    private static final Logger log = LoggerFactory.getLogger(FrontDoor.class);
    private static final String OWN_PROTOCOL = "bourdon";

    private final Gate gate;
    private final Router router;
    private final HttpLimits limits;
    private final ServerWebSocketContainer sockets;
    private final Heartbeat heartbeat;
    private final String runId;
    private final AtomicLong requests = new AtomicLong();

    FrontDoor(Gate gate, Router router, HttpLimits limits, ServerWebSocketContainer sockets, Heartbeat heartbeat) {
        this.gate = gate;
        this.router = router;
        this.limits = limits;
        this.sockets = sockets;
        this.heartbeat = heartbeat;
        this.runId = Long.toString(ProcessHandle.current().pid(), 36) + Long.toString(System.currentTimeMillis(), 36);
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        JettyExchange exchange = new JettyExchange(request, response, "req-" + runId + "-" + requests.incrementAndGet(), limits.bodyBytes());
        try {
            if (serve(exchange, request, response, callback)) {
                callback.succeeded();
            }
        } catch (JettyExchange.LateBodyException e) {
            tooLate(exchange, callback, e);
        } catch (IOException e) {
            log.debug("a client of {} is gone: {}", exchange.path(), e.toString());
            callback.failed(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            callback.failed(e);
        }
        return true;
    }

    private static void tooLate(JettyExchange exchange, Callback callback, JettyExchange.LateBodyException late) {
        try {
            exchange.header("Connection", "close");
            JsonBody.refuse(exchange, 408, "request_timeout", late.getMessage());
            callback.succeeded();
        } catch (IOException e) {
            log.debug("a client of {} is gone: {}", exchange.path(), e.toString());
            callback.failed(e);
        }
    }

    /** @return whether the answer is whole; a WebSocket's goes on without us */
    private boolean serve(JettyExchange exchange, Request request, Response response, Callback callback) throws IOException, InterruptedException {
        boolean wantsSocket = exchange.header("Upgrade").filter("websocket"::equalsIgnoreCase).isPresent();
        Router.Found found = router.find(exchange.method(), exchange.path());
        boolean open = !wantsSocket && found instanceof Router.Served served && served.open();
        List<String> protocols = request.getHeaders().getCSV("Sec-WebSocket-Protocol", true);
        Optional<Refusal> refusal = gate.check(new Gate.Visitor(exchange.header("Host"), exchange.header("Origin"),
                exchange.header("Authorization"), protocols, open || isPreflight(exchange)));
        if (refusal.isPresent()) {
            refuse(exchange, refusal.get());
            return true;
        }
        exchange.header("Origin").filter(gate::isAllowed).ifPresent(origin -> letRead(exchange, origin));
        if (wantsSocket) {
            return !upgrade(exchange, request, response, callback, protocols);
        }
        if (isPreflight(exchange)) {
            exchange.reply(204, "text/plain", new byte[0]);
            return true;
        }
        switch (found) {
            case Router.Served served -> answer(exchange, served.endpoint());
            case Router.OtherMethods others -> {
                exchange.header("Allow", others.allowed());
                JsonBody.refuse(exchange, 405, "method_not_allowed", exchange.path() + " knows " + others.allowed() + " only");
            }
            case Router.Nothing _ -> JsonBody.refuse(exchange, 404, "not_found", "there is nothing at " + printable(exchange.path()));
        }
        return true;
    }

    private static void answer(JettyExchange exchange, Endpoint endpoint) throws IOException, InterruptedException {
        try {
            endpoint.serve(exchange);
        } catch (BourdonException e) {
            fail(exchange, e);
        } catch (RuntimeException | LinkageError e) {
            log.error("{} {} failed unexpectedly", exchange.method(), exchange.path(), e);
            fail(exchange, new BourdonException(ErrorCode.INTERNAL, "the request failed unexpectedly; the log has the details under "
                    + exchange.requestId(), e));
        }
    }

    private static void fail(JettyExchange exchange, BourdonException failure) throws IOException {
        if (exchange.isBegun()) {
            throw new IOException("the answer " + exchange.requestId() + " broke off: " + failure.getMessage(), failure);
        }
        HttpErrors.reply(exchange, failure);
    }

    private static void refuse(JettyExchange exchange, Refusal refusal) throws IOException {
        if (refusal.status() == 401) {
            exchange.header("WWW-Authenticate", "Bearer");
        }
        exchange.header("x-should-retry", "false");
        JsonBody.refuse(exchange, refusal.status(), refusal.code(), refusal.message());
    }

    /** @return whether the connection is a WebSocket now */
    private boolean upgrade(JettyExchange exchange, Request request, Response response, Callback callback, List<String> protocols) throws IOException {
        Optional<SocketEndpoint> endpoint = router.socket(exchange.path());
        if (endpoint.isEmpty()) {
            JsonBody.refuse(exchange, 404, "not_found", "no WebSocket is at " + printable(exchange.path()));
            return false;
        }
        boolean upgraded = sockets.upgrade((asked, answer, done) -> {
            if (protocols.contains(OWN_PROTOCOL)) {
                answer.setAcceptedSubProtocol(OWN_PROTOCOL);
            }
            // Sound does not get smaller by deflating, and what makes it so has a buffer of its own for every connection.
            answer.setExtensions(List.of());
            return new JettySocket(endpoint.get(), heartbeat);
        }, request, response, callback);
        if (!upgraded) {
            JsonBody.refuse(exchange, 400, "bad_handshake", "this is no WebSocket handshake of version 13");
        }
        return upgraded;
    }

    private static boolean isPreflight(JettyExchange exchange) {
        return HttpMethod.OPTIONS.is(exchange.method()) && exchange.header("Origin").isPresent()
                && exchange.header("Access-Control-Request-Method").isPresent();
    }

    /** What a browser wants to know before it lets a page of an allowed origin read. */
    private static void letRead(JettyExchange exchange, String origin) {
        exchange.header("Access-Control-Allow-Origin", origin);
        exchange.header("Vary", "Origin");
        exchange.header("Access-Control-Expose-Headers", "x-request-id, x-bourdon-voice, x-sample-rate, x-time-to-first-audio-ms");
        if (isPreflight(exchange)) {
            exchange.header("Access-Control-Allow-Methods", "GET, POST");
            exchange.header("Access-Control-Max-Age", "600");
            exchange.header("Access-Control-Request-Headers").ifPresent(names -> exchange.header("Access-Control-Allow-Headers", names));
        }
    }

    private static String printable(String path) {
        return (path.length() > 100 ? path.substring(0, 100) + "…" : path).replaceAll("[^\\x21-\\x7e…]", "?");
    }
}
