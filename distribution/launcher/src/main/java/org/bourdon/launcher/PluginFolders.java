package org.bourdon.launcher;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.startlevel.BundleStartLevel;
import org.osgi.framework.wiring.FrameworkWiring;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Folders whose jars are bundles: one that appears starts, one that is replaced is updated, one that goes is uninstalled.
 * <p>
 * The jars are copied into the container's cache, so that a file overwritten in place never changes code that runs.
 * One thread does everything after the boot.
 */
final class PluginFolders {

    private static final Logger LOG = LoggerFactory.getLogger(PluginFolders.class);

    private static final long POLL_MILLIS = 500;
    private static final int STARTERS = 2;
    private static final Duration START_GRACE = Duration.ofSeconds(30);

    private final BundleContext context;
    private final int level;
    private final List<Path> folders;
    private final EngineFolders engines;
    private final Map<Path, Installed> installed = new HashMap<>();
    /** Those that cannot be installed as they are. */
    private final Map<Path, Stamp> refused = new HashMap<>();
    private Map<Path, Stamp> lastSeen = Map.of();

    private record Installed(Bundle bundle, Stamp stamp) {
    }

    PluginFolders(BundleContext context, int level, List<Path> folders, EngineFolders engines) {
        this.context = context;
        this.level = level;
        this.folders = List.copyOf(folders);
        this.engines = engines;
    }

    /** Before the framework starts, so that all of it is resolved together. */
    void installPresent() throws IOException {
        engines.installPresent();
        lastSeen = look();
        lastSeen.forEach(this::install);
    }

    /**
     * Starts what lies there, side by side: a front end loads its dictionary while an engine loads its library. The largest first.
     * One that does not come back in time is left behind and keeps nobody waiting.
     */
    void startPresent() {
        Queue<Map.Entry<Path, Installed>> waiting = new ConcurrentLinkedQueue<>(installed.entrySet().stream()
                .sorted(Comparator.comparingLong(entry -> -entry.getValue().stamp().size())).toList());
        List<Thread> starters = IntStream.rangeClosed(1, STARTERS).mapToObj(n -> Thread.ofPlatform().name("bourdon-start-" + n).daemon().start(() -> {
            for (Map.Entry<Path, Installed> next = waiting.poll(); next != null; next = waiting.poll()) {
                start(next.getKey(), next.getValue().bundle());
            }
        })).toList();
        try {
            for (Thread starter : starters) {
                if (!starter.join(START_GRACE)) {
                    LOG.error("A plugin has not started within {} s, going on without it", START_GRACE.toSeconds());
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Watches until {@code end} is reached, on a thread of its own. */
    void watch(CountDownLatch end) {
        Thread.ofPlatform().name("bourdon-plugins").daemon().start(() -> {
            try {
                while (!end.await(POLL_MILLIS, TimeUnit.MILLISECONDS)) {
                    poll();
                }
            } catch (InterruptedException e) {
                LOG.warn("Plugin folders are no longer watched: interrupted");
            }
        });
    }

    /** A file counts once it looks the same twice: until then somebody may still be writing it. */
    void poll() {
        Map<Path, Stamp> seen;
        boolean changed;
        try {
            changed = engines.installNew();
            seen = look();
        } catch (IOException e) {
            LOG.warn("Plugin folders cannot be read: {}", e.toString());
            return;
        }
        refused.keySet().retainAll(seen.keySet());
        for (Path gone : without(installed.keySet(), seen.keySet())) {
            changed |= uninstall(gone);
        }
        for (Map.Entry<Path, Stamp> file : seen.entrySet()) {
            if (file.getValue().equals(lastSeen.get(file.getKey()))) {
                changed |= take(file.getKey(), file.getValue());
            }
        }
        lastSeen = seen;
        if (changed) {
            startIdle();
        }
    }

    private boolean take(Path jar, Stamp stamp) {
        Installed present = installed.get(jar);
        if (present == null) {
            return !stamp.equals(refused.get(jar)) && install(jar, stamp);
        }
        return !present.stamp().equals(stamp) && update(jar, present.bundle(), stamp);
    }

    private boolean install(Path jar, Stamp stamp) {
        try (InputStream content = Files.newInputStream(jar)) {
            Bundle bundle = context.installBundle(jar.toUri().toString(), content);
            bundle.adapt(BundleStartLevel.class).setStartLevel(level);
            installed.put(jar, new Installed(bundle, stamp));
            refused.remove(jar);
            LOG.debug("{} installed", jar);
            return true;
        } catch (BundleException e) {
            LOG.error("Plugin {}: {}", jar, e.getMessage());
        } catch (IOException e) {
            LOG.error("Plugin {} cannot be read: {}", jar, e.toString());
        }
        refused.put(jar, stamp);
        return false;
    }

    private boolean update(Path jar, Bundle bundle, Stamp stamp) {
        installed.put(jar, new Installed(bundle, stamp));
        try (InputStream content = Files.newInputStream(jar)) {
            bundle.update(content);
            refresh(bundle);
            LOG.info("Plugin {} {} replaced", bundle.getSymbolicName(), bundle.getVersion());
            return true;
        } catch (BundleException e) {
            LOG.error("Plugin {} keeps its old version: {}", jar, e.getMessage());
        } catch (IOException e) {
            LOG.error("Plugin {} cannot be read: {}", jar, e.toString());
        }
        return false;
    }

    private boolean uninstall(Path jar) {
        Bundle bundle = installed.remove(jar).bundle();
        try {
            bundle.uninstall();
            refresh(bundle);
            // What stood in another's way does so no more.
            refused.clear();
            LOG.info("Plugin {} {} removed", bundle.getSymbolicName(), bundle.getVersion());
            return true;
        } catch (BundleException | IllegalStateException e) {
            LOG.error("Plugin {} cannot be removed: {}", bundle, e.getMessage());
            return false;
        }
    }

    private void refresh(Bundle bundle) {
        CountDownLatch done = new CountDownLatch(1);
        context.getBundle(0).adapt(FrameworkWiring.class).refreshBundles(List.of(bundle), event -> done.countDown());
        try {
            if (!done.await(10, TimeUnit.SECONDS)) {
                LOG.warn("Plugin {} is still in use after 10 s", bundle);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Starts what does not run; a plugin may have waited for another that has come now. */
    private void startIdle() {
        for (Map.Entry<Path, Installed> entry : installed.entrySet()) {
            Bundle bundle = entry.getValue().bundle();
            if (start(entry.getKey(), bundle)) {
                LOG.info("Plugin {} {} started", bundle.getSymbolicName(), bundle.getVersion());
            }
        }
    }

    /** @return whether it was started just now */
    private static boolean start(Path jar, Bundle bundle) {
        if (bundle.getState() == Bundle.ACTIVE || Container.isFragment(bundle)) {
            return false;
        }
        try {
            bundle.start();
            return true;
        } catch (BundleException e) {
            LOG.error("Plugin {}: {}", jar, Complaint.of(bundle, e));
            return false;
        }
    }

    private Map<Path, Stamp> look() throws IOException {
        Map<Path, Stamp> seen = new TreeMap<>();
        List<Path> all = new ArrayList<>(folders);
        all.addAll(engines.folders());
        for (Path folder : all) {
            for (Path jar : Container.jars(folder)) {
                seen.put(jar, Stamp.of(jar));
            }
        }
        return seen;
    }

    private static Set<Path> without(Set<Path> all, Set<Path> those) {
        Set<Path> rest = new HashSet<>(all);
        rest.removeAll(those);
        return rest;
    }
}
