package org.bourdon.gateway.http.internal;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;

import org.bourdon.daemon.Daemon;
import org.bourdon.daemon.Listener;
import org.bourdon.gateway.http.Endpoint;
import org.bourdon.gateway.http.socket.SocketEndpoint;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Listens for HTTP and WebSocket clients. An address that cannot be had is reported and tried again: the other ways into the daemon
 * serve meanwhile.
 */
@Component(service = HttpGateway.class, immediate = true, configurationPid = "org.bourdon.http")
@Designate(ocd = HttpGateway.Settings.class)
public final class HttpGateway {

    @ObjectClassDefinition(name = "HTTP", description = "Where HTTP and WebSocket clients are served, and what they may cost")
    public @interface Settings {

        @AttributeDefinition(name = "Address", description = "HOST:PORT, or off; port 0 takes one that is free. BOURDON_HTTP in the daemon's environment wins")
        String address() default "127.0.0.1:8081";

        @AttributeDefinition(name = "Token needed", description = "Whether clients need the bearer token on the loopback too; elsewhere they always do")
        boolean token_needed() default false;

        @AttributeDefinition(name = "Token file", description = "Holds the bearer token, made when it is missing; relative to the daemon's home")
        String token_file() default "http.token";

        @AttributeDefinition(name = "Allowed hosts", description = "Names, beside those of the loopback, that clients may call the daemon by")
        String[] allowed_hosts() default {};

        @AttributeDefinition(name = "Allowed origins", description = "Origins of web pages, beside its own, that may use the daemon, such as https://example.org")
        String[] allowed_origins() default {};

        @AttributeDefinition(name = "Most connections", description = "Open at a time; further ones wait", min = "1", max = "65536")
        int max_connections() default 2_048;

        @AttributeDefinition(name = "Longest headers", description = "Bytes of a request's line and headers", min = "1024", max = "1048576")
        int max_header_bytes() default 16_384;

        @AttributeDefinition(name = "Longest body", description = "Bytes of a request", min = "1024", max = "1073741824")
        int max_body_bytes() default 4_194_304;

        @AttributeDefinition(name = "Longest message", description = "Bytes on a WebSocket", min = "1024", max = "4194304")
        int max_message_bytes() default 4_194_304;

        @AttributeDefinition(name = "Header time", description = "Seconds that a request's headers may take to come", min = "1", max = "600")
        int header_time_s() default 10;

        @AttributeDefinition(name = "Idle time", description = "Seconds that a connection may rest between requests", min = "1", max = "86400")
        int idle_time_s() default 60;
    }

    private static final Logger log = LoggerFactory.getLogger(HttpGateway.class);
    private static final String VARIABLE = "BOURDON_HTTP";
    private static final String OFF = "off";
    private static final Duration RETRY = Duration.ofSeconds(3);

    private final BundleContext bundles;
    private final Daemon daemon;
    private final Settings settings;
    private final Router router = new Router();
    private final ScheduledExecutorService retries =
            Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().name("http-listen").daemon().factory());
    private Optional<HttpServer> server = Optional.empty();
    private final AtomicReference<Optional<ServiceRegistration<Listener>>> listening = new AtomicReference<>(Optional.empty());
    private boolean closed;

    @Activate
    public HttpGateway(BundleContext bundles, @Reference Daemon daemon, Settings settings) {
        this.bundles = bundles;
        this.daemon = daemon;
        this.settings = settings;
        String address = Optional.ofNullable(System.getenv(VARIABLE)).filter(value -> !value.isBlank()).orElse(settings.address());
        if (address.equals(OFF)) {
            retries.shutdown();
            log.info("HTTP is off");
            return;
        }
        try {
            Address parsed = Address.parse(address);
            retries.execute(() -> listen(parsed, true));
        } catch (IllegalArgumentException e) {
            publish("http", Optional.of(e.getMessage()));
        }
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    public void addEndpoint(Endpoint endpoint, Map<String, Object> properties) {
        router.add(endpoint, (String) properties.get("bourdon.http.method"), List.of((String[]) properties.get("bourdon.http.path")),
                Boolean.TRUE.equals(properties.get("bourdon.http.open")));
    }

    public void removeEndpoint(Endpoint endpoint) {
        router.remove(endpoint);
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    public void addSocketEndpoint(SocketEndpoint endpoint, Map<String, Object> properties) {
        router.add(endpoint, (String) properties.get("bourdon.socket.path"));
    }

    public void removeSocketEndpoint(SocketEndpoint endpoint) {
        router.remove(endpoint);
    }

    /** On the thread of the retries. */
    private void listen(Address address, boolean first) {
        try {
            HttpServer opened = new HttpServer(address, limits(), gate(address), router);
            if (serves(opened)) {
                publish(address.url(opened.port()), Optional.empty());
                log.info("listening on {}", address.url(opened.port()));
            } else {
                opened.close();
            }
        } catch (IOException e) {
            if (first) {
                log.warn("HTTP clients are not served: {}; tried again every {} s", reason(e, address), RETRY.toSeconds());
                publish(address.url(address.port()), Optional.of(reason(e, address)));
            }
            if (!retries.isShutdown()) {
                retries.schedule(() -> listen(address, false), RETRY.toMillis(), TimeUnit.MILLISECONDS);
            }
        }
    }

    /** @return whether it is wanted; not when the gateway has closed meanwhile */
    private synchronized boolean serves(HttpServer opened) {
        if (!closed) {
            server = Optional.of(opened);
        }
        return !closed;
    }

    private static String reason(IOException e, Address address) {
        return switch (e) {
            case UnknownHostException _ -> "the host '" + address.host() + "' is not known";
            case java.net.BindException _ -> address + " cannot be had: " + e.getMessage() + "; name another by BOURDON_HTTP or in etc/http.json";
            default -> Optional.ofNullable(e.getCause()).filter(java.net.BindException.class::isInstance)
                    .map(cause -> address + " cannot be had: " + cause.getMessage() + "; name another by BOURDON_HTTP or in etc/http.json")
                    .orElse(e.getMessage());
        };
    }

    private void publish(String address, Optional<String> problem) {
        withdraw();
        listening.set(Optional.of(bundles.registerService(Listener.class, new HttpListener(address, problem), null)));
        if (isClosed()) {
            withdraw();
        }
    }

    private void withdraw() {
        listening.getAndSet(Optional.empty()).ifPresent(ServiceRegistration::unregister);
    }

    private synchronized boolean isClosed() {
        return closed;
    }

    private record HttpListener(String address, Optional<String> problem) implements Listener {
    }

    private HttpLimits limits() {
        return new HttpLimits(settings.max_connections(), settings.max_header_bytes(), settings.max_body_bytes(), settings.max_message_bytes(),
                Duration.ofSeconds(settings.header_time_s()), Duration.ofSeconds(settings.idle_time_s()));
    }

    private Gate gate(Address address) throws IOException {
        boolean loopback = InetAddress.getByName(address.host()).isLoopbackAddress();
        Optional<String> token = Optional.empty();
        if (!loopback || settings.token_needed()) {
            Path file = daemon.folders().home().resolve(settings.token_file());
            token = Optional.of(TokenFile.read(file));
            log.info("HTTP clients need the token in {}", file);
        }
        Set<String> hosts = new HashSet<>(lowerCase(settings.allowed_hosts()));
        hosts.add(address.host().toLowerCase(Locale.ROOT));
        return new Gate(token, Set.copyOf(hosts), lowerCase(settings.allowed_origins()));
    }

    private static Set<String> lowerCase(String[] names) {
        return Arrays.stream(names).map(name -> name.strip().toLowerCase(Locale.ROOT)).collect(Collectors.toUnmodifiableSet());
    }

    @Deactivate
    public void close() {
        retries.shutdownNow();
        Optional<HttpServer> serving;
        synchronized (this) {
            closed = true;
            serving = server;
        }
        withdraw();
        serving.ifPresent(HttpServer::close);
    }
}
