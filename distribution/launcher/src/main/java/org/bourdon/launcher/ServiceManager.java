package org.bourdon.launcher;

import java.io.IOException;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.Constants;
import org.osgi.framework.SynchronousBundleListener;
import org.osgi.util.tracker.ServiceTracker;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the service manager that started us when clients may come, that we are well, and that we leave.
 * <p>
 * That one did is said on the command line, not guessed from the environment: a terminal that is a service itself hands its own on.
 */
final class ServiceManager {

    /** System property: {@code systemd} or {@code launchd}. */
    static final String SERVICE = "bourdon.service";

    private static final Logger LOG = LoggerFactory.getLogger(ServiceManager.class);
    private static final String LEAVING = "STOPPING=1";
    private static final String LISTENER = "org.bourdon.daemon.Listener";
    private static final Duration UNTIL_LISTENING = Duration.ofSeconds(60);
    private static final Duration LONGEST_RING = Duration.ofSeconds(10);

    private final NotifySocket notify;
    private final Optional<Duration> watchdog;
    private final BundleContext context;
    private final Doorbell door;
    private final ScheduledExecutorService thread =
            Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().name("bourdon-service").daemon().factory());

    private ServiceManager(NotifySocket notify, Optional<Duration> watchdog, BundleContext context, Doorbell door) {
        this.notify = notify;
        this.watchdog = watchdog;
        this.context = context;
        this.door = door;
    }

    static boolean startedUs() {
        return !System.getProperty(SERVICE, "").isEmpty();
    }

    /**
     * Begins to tell. Does nothing when the manager does not ask for it.
     *
     * @param context     of the booted framework; none when that has been stopped already
     * @param environment as the manager gave it to this process
     */
    static void attend(Optional<BundleContext> context, Home home, Map<String, String> environment) {
        String address = environment.getOrDefault("NOTIFY_SOCKET", "");
        if (address.isEmpty()) {
            return;
        }
        try {
            NotifySocket notify = new NotifySocket(address);
            // Somebody may have told the daemon to leave while it was still coming up.
            if (context.isEmpty() || !attend(context.get(), home, environment, notify)) {
                notify.send(LEAVING);
            }
        } catch (IOException e) {
            LOG.warn("{}", e.getMessage());
        }
    }

    /** @return whether there is anything left to attend */
    private static boolean attend(BundleContext context, Home home, Map<String, String> environment, NotifySocket notify) {
        try {
            new ServiceManager(notify, watchdog(environment), context, new Doorbell(home.root().resolve("bourdon.sock"))).begin();
            return context.getBundle(Constants.SYSTEM_BUNDLE_LOCATION).getState() == Bundle.ACTIVE;
        } catch (IllegalStateException gone) {
            LOG.debug("The container is gone already: {}", gone.getMessage());
            return false;
        }
    }

    /** How long it waits for a sign of life before it ends us; meant for this process only. */
    static Optional<Duration> watchdog(Map<String, String> environment) {
        String pid = environment.getOrDefault("WATCHDOG_PID", "");
        if (!pid.isEmpty() && !pid.equals(Long.toString(ProcessHandle.current().pid()))) {
            return Optional.empty();
        }
        try {
            long micros = Long.parseLong(environment.getOrDefault("WATCHDOG_USEC", "0"));
            return micros > 0 ? Optional.of(Duration.of(micros, ChronoUnit.MICROS)) : Optional.empty();
        } catch (NumberFormatException e) {
            LOG.warn("WATCHDOG_USEC is not a number: {}", e.getMessage());
            return Optional.empty();
        }
    }

    private void begin() {
        context.addBundleListener(new WhenLeaving());
        thread.execute(this::awaitListener);
        watchdog.ifPresent(limit -> {
            long half = Math.max(1, limit.dividedBy(2).toMillis());
            Duration ring = LONGEST_RING.toMillis() < half ? LONGEST_RING : Duration.ofMillis(half);
            thread.scheduleAtFixedRate(() -> beat(ring), 0, half, TimeUnit.MILLISECONDS);
        });
    }

    private void awaitListener() {
        ServiceTracker<Object, Object> listeners = new ServiceTracker<>(context, LISTENER, null);
        listeners.open(true);
        try {
            if (listeners.waitForService(UNTIL_LISTENING.toMillis()) == null) {
                LOG.error("Nothing listens after {} s; the service manager is not told that we are ready", UNTIL_LISTENING.toSeconds());
                return;
            }
            tell("READY=1\nSTATUS=Listening on " + door.socket());
        } catch (InterruptedException e) {
            LOG.warn("Interrupted while waiting for somebody to listen");
        } finally {
            listeners.close();
        }
    }

    /** A stop has a deadline of its own; up to then, only who answers is well. */
    private void beat(Duration patience) {
        try {
            int state = context.getBundle(Constants.SYSTEM_BUNDLE_LOCATION).getState();
            if (state == Bundle.STOPPING || state == Bundle.ACTIVE && door.isAnswered(patience)) {
                tell("WATCHDOG=1");
            } else {
                LOG.error("No answer on {} within {} ms; the service manager is not told that we are well", door.socket(), patience.toMillis());
            }
        } catch (IOException | IllegalStateException e) {
            LOG.error("No sign of life for the service manager: {}", e.toString());
        }
    }

    private void tell(String message) {
        try {
            notify.send(message);
        } catch (IOException e) {
            LOG.warn("{}", e.getMessage());
        }
    }

    private final class WhenLeaving implements SynchronousBundleListener {

        @Override
        public void bundleChanged(BundleEvent event) {
            if (event.getType() == BundleEvent.STOPPING && event.getBundle().getBundleId() == Constants.SYSTEM_BUNDLE_ID) {
                tell(LEAVING);
            }
        }
    }
}
