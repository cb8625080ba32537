package org.bourdon.engine.worker;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.CheckedOutputStream;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

import org.osgi.framework.Bundle;
import org.osgi.framework.Constants;
import org.osgi.framework.namespace.BundleNamespace;
import org.osgi.framework.namespace.HostNamespace;
import org.osgi.framework.namespace.PackageNamespace;
import org.osgi.framework.wiring.BundleWire;
import org.osgi.framework.wiring.BundleWiring;

/**
 * Puts what bundles run in the container where a plain class path finds it: jars, and native libraries in folders of their own.
 * What is installed by reference is never written to while the daemon runs and is used as it is; of everything else there is a copy,
 * so that a plugin which is replaced changes no process that runs.
 */
final class BundleFiles {

    private static final String REFERENCE = "reference:";

    private final Path folder;

    /** @param folder the copies' own; nothing else is in there */
    BundleFiles(Path folder) {
        this.folder = folder;
    }

    /** The bundle, every bundle that it gets classes from, directly or not, and their fragments; the container itself is left out. */
    static List<Bundle> closure(Bundle root) {
        Set<Bundle> seen = new LinkedHashSet<>();
        Deque<Bundle> due = new ArrayDeque<>(List.of(root));
        while (!due.isEmpty()) {
            Bundle bundle = due.poll();
            if (bundle.getBundleId() == Constants.SYSTEM_BUNDLE_ID || !seen.add(bundle)) {
                continue;
            }
            BundleWiring wiring = bundle.adapt(BundleWiring.class);
            if (wiring != null) {
                for (String namespace : List.of(PackageNamespace.PACKAGE_NAMESPACE, BundleNamespace.BUNDLE_NAMESPACE)) {
                    wires(wiring.getRequiredWires(namespace)).forEach(wire -> due.add(wire.getProvider().getBundle()));
                }
                wires(wiring.getProvidedWires(HostNamespace.HOST_NAMESPACE)).forEach(wire -> due.add(wire.getRequirer().getBundle()));
            }
        }
        return List.copyOf(seen);
    }

    private static List<BundleWire> wires(List<BundleWire> wires) {
        return wires == null ? List.of() : wires;
    }

    /** The bundle's jars: its own, and those inside that its class path names. */
    List<Path> jars(Bundle bundle) throws IOException {
        List<Path> jars = new ArrayList<>();
        Path copies = folder.resolve("bundles").resolve(bundle.getSymbolicName() + "-" + bundle.getVersion() + "-" + bundle.getLastModified());
        jars.add(referenced(bundle).isPresent() ? referenced(bundle).get() : keep(copies.resolve("bundle.jar"), out -> pack(bundle, out)));
        for (String element : header(bundle, Constants.BUNDLE_CLASSPATH).split(",")) {
            String path = element.strip();
            URL inside = path.endsWith(".jar") ? bundle.getEntry(path) : null;
            if (inside != null) {
                jars.add(keep(copies.resolve(path.replace('/', '_')), out -> transfer(inside, out)));
            }
        }
        return jars;
    }

    /** The folder with the bundle's native libraries; none when it has none. They are unpacked once and stay. */
    List<Path> natives(Bundle bundle) throws IOException {
        List<URL> libraries = new ArrayList<>();
        for (String path : NativeLibraries.of(header(bundle, Constants.BUNDLE_NATIVECODE))) {
            URL library = bundle.getEntry(path);
            if (library != null) {
                libraries.add(library);
            }
        }
        if (libraries.isEmpty()) {
            return List.of();
        }
        Path own = folder.resolve("natives").resolve(bundle.getSymbolicName() + "-" + bundle.getVersion() + "-" + stamp(bundle, libraries));
        for (URL library : libraries) {
            String path = library.getPath();
            keep(own.resolve(path.substring(path.lastIndexOf('/') + 1)), out -> transfer(library, out));
        }
        removeOthers(own, bundle.getSymbolicName());
        return List.of(own);
    }

    private static String header(Bundle bundle, String name) {
        String value = bundle.getHeaders("").get(name);
        return value == null ? "" : value;
    }

    /** The file of a bundle that is installed by reference. */
    private static Optional<Path> referenced(Bundle bundle) {
        String location = bundle.getLocation();
        return location.startsWith(REFERENCE + "file:") ? Optional.of(Path.of(URI.create(location.substring(REFERENCE.length())))) : Optional.empty();
    }

    private static String stamp(Bundle bundle, List<URL> libraries) throws IOException {
        Optional<Path> file = referenced(bundle);
        if (file.isPresent()) {
            return Long.toHexString(Files.getLastModifiedTime(file.get()).toMillis() * 31 + Files.size(file.get()));
        }
        CRC32 content = new CRC32();
        for (URL library : libraries) {
            transfer(library, new CheckedOutputStream(OutputStream.nullOutputStream(), content));
        }
        return Long.toHexString(content.getValue());
    }

    private interface Content {

        void write(OutputStream out) throws IOException;
    }

    /** Writes a file once, and whole or not at all. */
    private static Path keep(Path file, Content content) throws IOException {
        if (Files.exists(file)) {
            return file;
        }
        Files.createDirectories(file.getParent());
        Path unfinished = Files.createTempFile(file.getParent(), "", ".part");
        try {
            try (OutputStream out = Files.newOutputStream(unfinished)) {
                content.write(out);
            }
            Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(unfinished);
        }
        return file;
    }

    private static void transfer(URL from, OutputStream out) throws IOException {
        try (InputStream in = from.openStream()) {
            in.transferTo(out);
        }
    }

    private static void pack(Bundle bundle, OutputStream out) throws IOException {
        Set<String> natives = Set.copyOf(NativeLibraries.of(header(bundle, Constants.BUNDLE_NATIVECODE)));
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            zip.setLevel(Deflater.NO_COMPRESSION);
            for (URL entry : Collections.list(bundle.findEntries("/", "*", true))) {
                String path = entry.getPath().substring(1);
                if (!path.endsWith("/") && !natives.contains(path)) {
                    zip.putNextEntry(new ZipEntry(path));
                    transfer(entry, zip);
                    zip.closeEntry();
                }
            }
        }
    }

    /** Other versions' libraries, which no process of this daemon uses any more. */
    private static void removeOthers(Path own, String symbolicName) throws IOException {
        try (Stream<Path> all = Files.list(own.getParent())) {
            for (Path other : all.filter(path -> !path.equals(own) && path.getFileName().toString().startsWith(symbolicName + "-")).toList()) {
                remove(other);
            }
        }
    }

    /** Removes the copies that an earlier daemon has made. */
    void sweep() throws IOException {
        remove(folder.resolve("bundles"));
    }

    private static void remove(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }
}
