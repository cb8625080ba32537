package org.bourdon.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

import org.apache.felix.framework.Felix;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkEvent;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.SynchronousBundleListener;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.startlevel.BundleStartLevel;
import org.osgi.framework.wiring.BundleRevision;
import org.osgi.service.log.LogService;
import org.osgi.service.log.LoggerFactory;
import org.slf4j.Logger;

/**
 * The OSGi framework and what it starts: {@code system/<level>/*.jar} level by level, the plugins on a level of their own,
 * and the engines that came later.
 */
final class Container {

    static final int LIBRARY_LEVEL = 2;
    /** The level of {@code plugins/}; {@code system/5} comes after it and lets clients in. */
    static final int PLUGIN_LEVEL = 4;
    static final int LAST_LEVEL = 5;

    private static final String LISTENER = "org.bourdon.daemon.Listener";
    private static final Logger LOG = org.slf4j.LoggerFactory.getLogger(Container.class);

    private final Settings settings;
    private final Framework framework;
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final CountDownLatch stopped = new CountDownLatch(1);
    private volatile boolean leaving;

    Container(Settings settings) {
        this.settings = settings;
        this.framework = new Felix(properties(settings));
    }

    /**
     * Returns when everything that can start has started.
     *
     * @throws BootException naming each part of {@code system/} that did not start; plugins that fail are logged only
     */
    void boot() throws BootException {
        try {
            framework.init();
            BundleContext context = framework.getBundleContext();
            context.addBundleListener(new WhenStopping());
            context.registerService(LongSupplier.class, Logging::linesLost, FrameworkUtil.asDictionary(Map.of("bourdon.figure", "log.lines.lost")));
            context.registerService(new String[] {LogService.class.getName(), LoggerFactory.class.getName()}, new ServiceLog(), null);
            List<Bundle> system = installSystem(context);
            EngineFolders engines = new EngineFolders(context, LIBRARY_LEVEL, List.of(settings.home().engines(), settings.distribution().resolve("engines")));
            PluginFolders plugins = new PluginFolders(context, PLUGIN_LEVEL, List.of(settings.distribution().resolve("plugins"), settings.home().plugins()), engines);
            plugins.installPresent();
            framework.start();
            demand(system, 1, PLUGIN_LEVEL - 1);
            plugins.startPresent();
            demand(system, PLUGIN_LEVEL + 1, LAST_LEVEL);
            demandListeners(system);
            plugins.watch(stopping);
        } catch (BundleException | IOException | IllegalStateException e) {
            throw new BootException(leaving ? "asked to leave while starting" : e.getMessage(), e);
        }
        if (leaving) {
            stop();
        }
    }

    /** Of the framework itself; valid once booted. */
    BundleContext context() {
        return framework.getBundleContext();
    }

    /**
     * Asks for an orderly stop and returns at once: what the daemon has under way may end first, unless it is asked twice. Asked while it
     * boots, the container stops when that is over.
     */
    void stop() {
        boolean again = leaving;
        leaving = true;
        Optional<Runnable> leave = again ? Optional.empty() : leave();
        if (leave.isPresent()) {
            leave.get().run();
            return;
        }
        try {
            framework.stop();
        } catch (BundleException e) {
            LOG.error("The framework refuses to stop", e);
        }
    }

    /** How the daemon itself leaves, if it is there. */
    private Optional<Runnable> leave() {
        BundleContext context = framework.getBundleContext();
        if (context == null || framework.getState() != Bundle.ACTIVE) {
            return Optional.empty();
        }
        try {
            return context.getServiceReferences(Runnable.class, "(bourdon.role=leave)").stream().findFirst().map(context::getService);
        } catch (InvalidSyntaxException | IllegalStateException e) {
            LOG.warn("The daemon cannot be asked to leave: {}", e.toString());
            return Optional.empty();
        }
    }

    /** A daemon that nobody can reach has not started: whoever promises to listen for clients must do so. */
    private static void demandListeners(List<Bundle> system) throws BootException {
        for (Bundle bundle : system) {
            boolean promised = bundle.adapt(BundleRevision.class).getDeclaredCapabilities("osgi.service").stream()
                    .anyMatch(service -> String.valueOf(service.getAttributes().get(Constants.OBJECTCLASS)).contains(LISTENER));
            ServiceReference<?>[] offered = bundle.getRegisteredServices();
            boolean kept = offered != null && Arrays.stream(offered)
                    .anyMatch(service -> List.of((String[]) service.getProperty(Constants.OBJECTCLASS)).contains(LISTENER));
            if (promised && !kept) {
                throw new BootException(bundle.getSymbolicName() + " does not listen for clients; the log's lines before this one say why");
            }
        }
    }

    /** Waits until the framework has stopped, whoever asked for it: all components are deactivated and all lanes joined then. */
    void awaitStop() throws InterruptedException {
        FrameworkEvent end;
        do {
            end = framework.waitForStop(0);
        } while (end.getType() == FrameworkEvent.WAIT_TIMEDOUT);
        stopped.countDown();
    }

    /** Waits until a stop has begun, then at most {@code grace} for its end. */
    boolean stopsWithin(Duration grace) throws InterruptedException {
        stopping.await();
        return stopped.await(grace.toMillis(), TimeUnit.MILLISECONDS);
    }

    private List<Bundle> installSystem(BundleContext context) throws IOException, BundleException {
        List<Bundle> bundles = new ArrayList<>();
        for (int level = 1; level <= LAST_LEVEL; level++) {
            for (Path jar : jars(settings.distribution().resolve("system").resolve(Integer.toString(level)))) {
                // Never written to while the daemon runs, so it need not be copied into the cache.
                Bundle bundle = context.installBundle("reference:" + jar.toUri());
                bundle.adapt(BundleStartLevel.class).setStartLevel(level);
                bundles.add(bundle);
                if (level < PLUGIN_LEVEL && !isFragment(bundle)) {
                    bundle.start();
                }
            }
        }
        if (bundles.isEmpty()) {
            throw new BundleException("there is nothing to start in " + settings.distribution().resolve("system"));
        }
        return bundles;
    }

    /** Starts those of the levels that do not run yet. */
    private static void demand(List<Bundle> system, int from, int to) throws BootException {
        List<String> failures = new ArrayList<>();
        for (Bundle bundle : system) {
            int level = bundle.adapt(BundleStartLevel.class).getStartLevel();
            if (level >= from && level <= to && bundle.getState() != Bundle.ACTIVE && !isFragment(bundle)) {
                try {
                    bundle.start();
                } catch (BundleException e) {
                    failures.add(Complaint.of(bundle, e));
                }
            }
        }
        if (!failures.isEmpty()) {
            throw new BootException(String.join("; ", failures));
        }
    }

    static boolean isFragment(Bundle bundle) {
        return (bundle.adapt(BundleRevision.class).getTypes() & BundleRevision.TYPE_FRAGMENT) != 0;
    }

    static List<Path> jars(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().endsWith(".jar")).sorted().toList();
        }
    }

    private static Map<String, Object> properties(Settings settings) {
        Map<String, Object> properties = new HashMap<>();
        properties.put(Settings.HOME, settings.home().root().toString());
        properties.put(Settings.DISTRIBUTION, settings.distribution().toString());
        properties.put(Settings.VERSION, settings.version());
        properties.put(Constants.FRAMEWORK_STORAGE, settings.home().bundleCache().toString());
        properties.put(Constants.FRAMEWORK_STORAGE_CLEAN, Constants.FRAMEWORK_STORAGE_CLEAN_ONFIRSTINIT);
        properties.put(Constants.FRAMEWORK_BEGINNING_STARTLEVEL, Integer.toString(LAST_LEVEL));
        properties.put(Constants.FRAMEWORK_BUNDLE_PARENT, Constants.FRAMEWORK_BUNDLE_PARENT_EXT);
        properties.put(Constants.FRAMEWORK_SYSTEMPACKAGES_EXTRA, String.join(",",
                "org.slf4j;org.slf4j.event;org.slf4j.helpers;org.slf4j.spi;version=2.0.20",
                "org.slf4j;org.slf4j.event;org.slf4j.helpers;org.slf4j.spi;version=1.7.36",
                "org.osgi.service.log;version=1.5.0"));
        properties.put("felix.log.logger", new FrameworkLog());
        properties.put("felix.log.level", "2");
        properties.put("felix.shutdown.hook", "false");
        properties.put("ds.loglevel", "2");
        return properties;
    }

    private final class WhenStopping implements SynchronousBundleListener {

        @Override
        public void bundleChanged(BundleEvent event) {
            if (event.getType() == BundleEvent.STOPPING && event.getBundle().getBundleId() == Constants.SYSTEM_BUNDLE_ID) {
                stopping.countDown();
            }
        }
    }
}
