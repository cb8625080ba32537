package org.bourdon.gateway.unix;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import org.bourdon.daemon.Daemon;
import org.bourdon.daemon.Listener;
import org.bourdon.speech.SpeechService;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The native API over the unix socket in the runtime folder. */
@Component(service = Listener.class, immediate = true)
public final class UnixGateway implements Listener {

    private static final Logger log = LoggerFactory.getLogger(UnixGateway.class);
    private static final int BACKLOG = 256;
    private static final Duration FAREWELL = Duration.ofSeconds(5);

    private final SpeechService speech;
    private final Daemon daemon;
    private final Path socket;
    private final ServerSocketChannel server;
    private final Set<UnixConnection> connections = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService stuckClients =
            Executors.newSingleThreadScheduledExecutor(Thread.ofVirtual().name("stuck-clients").factory());

    @Activate
    public UnixGateway(@Reference SpeechService speech, @Reference Daemon daemon) throws IOException {
        this.speech = speech;
        this.daemon = daemon;
        this.socket = daemon.folders().socket();
        this.server = bind();
        long minute = Duration.ofMinutes(1).toMillis();
        stuckClients.scheduleWithFixedDelay(() -> connections.forEach(UnixConnection::closeIfStuck), minute, minute, TimeUnit.MILLISECONDS);
        Thread.ofPlatform().name("accept-unix").daemon().start(this::accept);
        log.info("listening on {}", address());
    }

    private ServerSocketChannel bind() throws IOException {
        // Whoever holds the folder's lock owns the socket: one that lies there is a crashed daemon's.
        Files.deleteIfExists(socket);
        ServerSocketChannel channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            channel.bind(UnixDomainSocketAddress.of(socket), BACKLOG);
            Files.setPosixFilePermissions(socket, PosixFilePermissions.fromString("rw-------"));
        } catch (IOException e) {
            channel.close();
            throw e;
        }
        return channel;
    }

    @Override
    public String address() {
        return "unix:" + socket;
    }

    private void accept() {
        while (server.isOpen()) {
            try {
                SocketChannel client = server.accept();
                UnixConnection connection = new UnixConnection(client, speech, daemon);
                connections.add(connection);
                Thread.ofVirtual().name("read-unix").start(() -> {
                    try {
                        connection.serve();
                    } finally {
                        connections.remove(connection);
                    }
                });
            } catch (ClosedChannelException e) {
                return;
            } catch (IOException e) {
                // Out of file descriptors, most likely: those who are connected go on.
                log.warn("a connection could not be accepted: {}", e.toString());
                Pause.moment();
            }
        }
    }

    @Deactivate
    public void close() throws IOException {
        stuckClients.shutdownNow();
        server.close();
        Files.deleteIfExists(socket);
        List<Thread> farewells = connections.stream()
                .map(connection -> Thread.ofVirtual().name("farewell-unix").start(connection::leave)).toList();
        for (Thread farewell : farewells) {
            try {
                farewell.join(FAREWELL);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }
}
