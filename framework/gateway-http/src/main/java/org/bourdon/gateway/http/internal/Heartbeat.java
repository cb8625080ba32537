package org.bourdon.gateway.http.internal;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import org.bourdon.gateway.http.socket.ClientSocket;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;

/** Asks the clients on WebSockets whether they are still there; who never answers runs into the connection's idle time and is closed. */
final class Heartbeat implements AutoCloseable {

    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0).asReadOnlyBuffer();

    private final Set<Session> sessions = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService clock =
            Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().name("http-heartbeat").daemon().factory());

    /** @param everySecond what has to look after connections too */
    Heartbeat(Duration interval, Runnable everySecond) {
        clock.scheduleWithFixedDelay(everySecond, 1, 1, TimeUnit.SECONDS);
        clock.scheduleWithFixedDelay(() -> sessions.forEach(session -> session.sendPing(NOTHING.duplicate(), Callback.NOOP)),
                interval.toMillis(), interval.toMillis(), TimeUnit.MILLISECONDS);
    }

    void add(Session session) {
        sessions.add(session);
    }

    void remove(Session session) {
        sessions.remove(session);
    }

    /** Says good-bye to every client, who then need not be waited for. */
    @Override
    public void close() {
        clock.shutdownNow();
        sessions.forEach(session -> session.close(ClientSocket.GOING_AWAY, "the daemon is leaving, or listens elsewhere from now on", Callback.NOOP));
    }
}
