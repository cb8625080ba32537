package org.bourdon.engine.worker;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import org.bourdon.engine.EngineSettings;
import org.osgi.framework.Bundle;
import org.slf4j.LoggerFactory;

/** Makes of an engine's bundle what its process runs. */
final class ProgramMaker {

    private final BundleFiles files;
    private final Bundle worker;
    private final int heapMegabytes;

    /** @param worker this bundle, whose classes run in the process too */
    ProgramMaker(BundleFiles files, Bundle worker, int heapMegabytes) {
        this.files = files;
        this.worker = worker;
        this.heapMegabytes = heapMegabytes;
    }

    Program make(String engine, Bundle bundle, EngineSettings settings) throws IOException {
        Set<Bundle> bundles = new LinkedHashSet<>(BundleFiles.closure(bundle));
        bundles.addAll(BundleFiles.closure(worker));
        List<Path> classPath = new ArrayList<>();
        List<Path> natives = new ArrayList<>();
        for (Bundle each : bundles) {
            classPath.addAll(files.jars(each));
            natives.addAll(files.natives(each));
        }
        classPath.add(loggingFacade());
        return new Program(engine, settings, classPath, natives, heapMegabytes, Leash.find());
    }

    /** The container has it on the class path that it was started from. */
    private static Path loggingFacade() throws IOException {
        try {
            return Path.of(LoggerFactory.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IOException("the logging library lies nowhere: " + e.getMessage(), e);
        }
    }
}
