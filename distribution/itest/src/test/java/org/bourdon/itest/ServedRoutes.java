package org.bourdon.itest;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What the bundles of the distribution serve over HTTP, as their components declare it.
 *
 * @param operations such as {@code GET /health}
 * @param sockets    paths of WebSockets
 */
record ServedRoutes(Set<String> operations, Set<String> sockets) {

    /** A value, or several as lines. */
    private static final Pattern PROPERTY =
            Pattern.compile("<property name=\"bourdon\\.(http\\.method|http\\.path|socket\\.path)\" type=\"String\"(?: value=\"([^\"]*)\"/>|>([^<]*)<)");

    static ServedRoutes of(Path distribution) throws IOException {
        ServedRoutes routes = new ServedRoutes(new TreeSet<>(), new TreeSet<>());
        List<Path> jars;
        try (Stream<Path> files = Files.walk(distribution)) {
            jars = files.filter(file -> file.toString().endsWith(".jar")).toList();
        }
        for (Path jar : jars) {
            try (JarFile bundle = new JarFile(jar.toFile())) {
                Enumeration<JarEntry> entries = bundle.entries();
                while (entries.hasMoreElements()) {
                    JarEntry entry = entries.nextElement();
                    if (entry.getName().startsWith("OSGI-INF/") && entry.getName().endsWith(".xml")) {
                        routes.read(bundle, entry);
                    }
                }
            }
        }
        return routes;
    }

    private void read(JarFile bundle, JarEntry component) throws IOException {
        String method = "";
        List<String> paths = List.of();
        try (InputStream in = bundle.getInputStream(component)) {
            Matcher property = PROPERTY.matcher(new String(in.readAllBytes(), StandardCharsets.UTF_8));
            while (property.find()) {
                List<String> values = (property.group(2) == null ? property.group(3) : property.group(2)).lines().toList();
                switch (property.group(1)) {
                    case "http.method" -> method = values.getFirst();
                    case "http.path" -> paths = values;
                    default -> sockets.addAll(values);
                }
            }
        }
        for (String path : paths) {
            operations.add(method + " " + path);
        }
    }
}
