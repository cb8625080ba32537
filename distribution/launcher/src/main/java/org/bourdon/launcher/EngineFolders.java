package org.bourdon.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.startlevel.BundleStartLevel;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code engines/<name>/}: engines that came when they were first asked for. The jars of such a folder are plugins; those in its
 * {@code library} are not: they carry or find native code, so they are used where they lie and neither updated nor uninstalled
 * while the daemon runs. A folder whose name begins with a dot is still being filled.
 */
final class EngineFolders {

    private static final Logger LOG = LoggerFactory.getLogger(EngineFolders.class);
    private static final String LIBRARY = "library";

    private final BundleContext context;
    private final int level;
    private final List<Path> roots;
    private final Map<Path, Stamp> taken = new HashMap<>();
    private Map<Path, Stamp> lastSeen = Map.of();

    EngineFolders(BundleContext context, int level, List<Path> roots) {
        this.context = context;
        this.level = level;
        this.roots = List.copyOf(roots);
    }

    /** Where the engines' own jars lie. Of two engines of one name the earlier root's counts. */
    List<Path> folders() throws IOException {
        Map<Path, Path> byName = new TreeMap<>();
        for (Path root : roots) {
            if (Files.isDirectory(root)) {
                try (Stream<Path> all = Files.list(root)) {
                    all.filter(folder -> Files.isDirectory(folder) && !folder.getFileName().toString().startsWith("."))
                            .forEach(folder -> byName.putIfAbsent(folder.getFileName(), folder));
                }
            }
        }
        return List.copyOf(byName.values());
    }

    /** Before the framework starts: installs every library. */
    void installPresent() throws IOException {
        lastSeen = look();
        lastSeen.forEach(this::install);
    }

    /** @return whether a library has come that looked the same the last time already */
    boolean installNew() throws IOException {
        Map<Path, Stamp> seen = look();
        boolean changed = false;
        for (Map.Entry<Path, Stamp> file : seen.entrySet()) {
            Stamp known = taken.get(file.getKey());
            if (known == null && file.getValue().equals(lastSeen.get(file.getKey()))) {
                changed |= install(file.getKey(), file.getValue());
            } else if (known != null && !known.equals(file.getValue())) {
                taken.put(file.getKey(), file.getValue());
                LOG.warn("Library {} has changed; it is used from the next start on", file.getKey());
            }
        }
        lastSeen = seen;
        return changed;
    }

    private boolean install(Path jar, Stamp stamp) {
        taken.put(jar, stamp);
        try {
            Bundle bundle = context.installBundle("reference:" + jar.toUri());
            bundle.adapt(BundleStartLevel.class).setStartLevel(level);
            LOG.info("Library {} {} installed", bundle.getSymbolicName(), bundle.getVersion());
            return true;
        } catch (BundleException e) {
            LOG.error("Library {}: {}", jar, e.getMessage());
            return false;
        }
    }

    private Map<Path, Stamp> look() throws IOException {
        Map<Path, Stamp> seen = new HashMap<>();
        for (Path folder : folders()) {
            for (Path jar : Container.jars(folder.resolve(LIBRARY))) {
                seen.put(jar, Stamp.of(jar));
            }
        }
        return seen;
    }
}
