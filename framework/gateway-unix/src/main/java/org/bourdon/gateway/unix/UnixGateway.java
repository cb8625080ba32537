package org.bourdon.gateway.unix;

import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import org.bourdon.daemon.Daemon;
import org.bourdon.daemon.Listener;
import org.bourdon.gateway.sound.SoundFormats;
import org.bourdon.speech.SpeechService;
import org.bourdon.thread.WarmThreads;
import org.osgi.framework.BundleContext;
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
    /** Property of the container that names who started the daemon, if that was a service manager. */
    private static final String SERVICE = "bourdon.service";
    private static final int MOST_WARM_READERS = 32;
    private static final int MOST_WARM_SPEAKERS = 8;
    private static final Duration FAREWELL = Duration.ofSeconds(5);

    private final SpeechService speech;
    private final Daemon daemon;
    private final SoundFormats formats;
    private final Path socket;
    private final Entrance entrance;
    private final Thread acceptor;
    private volatile boolean open = true;
    private final Set<UnixConnection> connections = ConcurrentHashMap.newKeySet();
    private final WarmThreads readers = new WarmThreads("read-unix", MOST_WARM_READERS);
    private final WarmThreads speakers = new WarmThreads("speak-unix", MOST_WARM_SPEAKERS);
    private final ScheduledExecutorService stuckClients =
            Executors.newSingleThreadScheduledExecutor(Thread.ofVirtual().name("stuck-clients").factory());

    @Activate
    public UnixGateway(BundleContext bundles, @Reference SpeechService speech, @Reference Daemon daemon, @Reference SoundFormats formats)
            throws IOException {
        this.speech = speech;
        this.daemon = daemon;
        this.formats = formats;
        this.socket = daemon.folders().socket();
        this.entrance = entrance(socket, Optional.ofNullable(bundles.getProperty(SERVICE)));
        long minute = Duration.ofMinutes(1).toMillis();
        stuckClients.scheduleWithFixedDelay(() -> connections.forEach(UnixConnection::closeIfStuck), minute, minute, TimeUnit.MILLISECONDS);
        acceptor = Thread.ofPlatform().name("accept-unix").daemon().start(this::accept);
        log.info("listening on {}", address());
    }

    private static Entrance entrance(Path socket, Optional<String> serviceManager) throws IOException {
        if (serviceManager.filter("systemd"::equals).isPresent()) {
            Optional<KeptEntrance> kept = KeptEntrance.inherited(socket);
            if (kept.isPresent()) {
                return kept.get();
            }
            log.info("the service manager hands over no socket for {}", socket);
        }
        return OwnEntrance.bind(socket);
    }

    @Override
    public String address() {
        return "unix:" + socket;
    }

    private void accept() {
        while (open) {
            try {
                SocketChannel client = entrance.accept();
                UnixConnection connection = new UnixConnection(client, speech, daemon, formats, readers, speakers, connections::remove);
                connections.add(connection);
                readers.execute(connection::serve);
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
        readers.close();
        speakers.close();
        open = false;
        entrance.close();
        awaitEnd(acceptor);
        List<Thread> farewells = connections.stream()
                .map(connection -> Thread.ofVirtual().name("farewell-unix").start(connection::leave)).toList();
        farewells.forEach(UnixGateway::awaitEnd);
    }

    private static void awaitEnd(Thread thread) {
        try {
            thread.join(FAREWELL);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
