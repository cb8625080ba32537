package org.bourdon.gateway.launcher;

import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;

import org.bourdon.audio.session.AudioSessionStatus;
import org.bourdon.audio.session.AudioSessions;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The launchers that are connected. Safe on any thread. */
@Component(service = LauncherClients.class)
public final class LauncherClients {

    private static final Logger log = LoggerFactory.getLogger(LauncherClients.class);
    private static final int MOST = 64;

    private final AudioSessions sessions;
    private final Clock clock;
    private final AtomicLong numbers = new AtomicLong();
    /** By number, which is the order of their coming. */
    private final Map<Long, LauncherClient> clients = new ConcurrentSkipListMap<>();

    /** @param session the one that it has begun and that is not over */
    public record Client(String id, Instant connectedAt, Optional<AudioSessionStatus> session) {
    }

    @Activate
    public LauncherClients(@Reference AudioSessions sessions) {
        this(sessions, Clock.systemUTC());
    }

    LauncherClients(AudioSessions sessions, Clock clock) {
        this.sessions = sessions;
        this.clock = clock;
    }

    /**
     * Welcomes a launcher.
     *
     * @return empty when there are too many; it has been told so and the socket is closed
     */
    public Optional<LauncherClient> connect(LauncherSocket socket) {
        long number = numbers.incrementAndGet();
        LauncherClient client = new LauncherClient("c" + number, sessions, socket, clock, () -> clients.remove(number));
        clients.put(number, client);
        if (clients.size() > MOST) {
            clients.remove(number);
            refuse(socket);
            return Optional.empty();
        }
        client.welcome();
        return Optional.of(client);
    }

    private void refuse(LauncherSocket socket) {
        try {
            socket.send(LauncherMessages.bytes(new LauncherMessages(clock).message("error")
                    .put("error", "as many launchers are connected as the daemon allows (" + MOST + ")")));
        } catch (IOException e) {
            log.debug("a launcher that was one too many is gone: {}", e.toString());
        }
        socket.close();
    }

    /** Those that are connected now, in the order of their coming. */
    public List<Client> clients() {
        return clients.values().stream().map(client -> new Client(client.id(), client.connectedAt(), client.session())).toList();
    }

    @Deactivate
    public void close() {
        clients.values().forEach(LauncherClient::close);
    }
}
