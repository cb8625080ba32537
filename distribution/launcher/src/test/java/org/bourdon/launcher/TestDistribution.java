package org.bourdon.launcher;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/** A distribution of bundles that are manifests only. */
record TestDistribution(Path root) {

    /** @param headers name, value, name, value … */
    Path bundle(String folder, String name, String version, String... headers) throws IOException {
        Manifest manifest = new Manifest();
        Attributes main = manifest.getMainAttributes();
        main.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        main.putValue("Bundle-ManifestVersion", "2");
        main.putValue("Bundle-SymbolicName", name);
        main.putValue("Bundle-Version", version);
        for (int i = 0; i < headers.length; i += 2) {
            main.putValue(headers[i], headers[i + 1]);
        }
        Path jar = Files.createDirectories(root.resolve(folder)).resolve(name + ".jar");
        Path fresh = root.resolve(name + ".new");
        try (OutputStream out = Files.newOutputStream(fresh); JarOutputStream _ = new JarOutputStream(out, manifest)) {
            // nothing but the manifest
        }
        return Files.move(fresh, jar, StandardCopyOption.REPLACE_EXISTING);
    }

    Settings settings(Path home) throws IOException {
        Settings settings = new Settings(new Home(home), root, Optional.empty(), "1.2.3");
        settings.home().prepare();
        return settings;
    }
}
