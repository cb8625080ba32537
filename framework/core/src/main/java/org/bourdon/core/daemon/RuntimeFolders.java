package org.bourdon.core.daemon;

import java.nio.file.Path;

import org.bourdon.daemon.Folders;
import org.osgi.framework.BundleContext;

/** Reads from the framework's properties where the launcher has put the daemon's files. */
public final class RuntimeFolders {

    private RuntimeFolders() {
    }

    public static Folders of(BundleContext bundles) {
        return new Folders(Path.of(property(bundles, "bourdon.home")), Path.of(property(bundles, "bourdon.distribution")));
    }

    private static String property(BundleContext bundles, String name) {
        String value = bundles.getProperty(name);
        if (value == null) {
            throw new IllegalStateException("the framework property " + name + " is missing; the launcher sets it");
        }
        return value;
    }
}
