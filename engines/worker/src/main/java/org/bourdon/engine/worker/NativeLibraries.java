package org.bourdon.engine.worker;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Reads a {@code Bundle-NativeCode} header. */
final class NativeLibraries {

    private NativeLibraries() {
    }

    /** The paths in the bundle of all libraries that the header names, whatever system they are for; those of other systems do no harm. */
    static List<String> of(String header) {
        Set<String> paths = new LinkedHashSet<>();
        for (String clause : header.split(",")) {
            for (String part : clause.split(";")) {
                String path = part.strip();
                if (!path.isEmpty() && !path.equals("*") && !path.contains("=")) {
                    paths.add(path.startsWith("/") ? path.substring(1) : path);
                }
            }
        }
        return new ArrayList<>(paths);
    }
}
