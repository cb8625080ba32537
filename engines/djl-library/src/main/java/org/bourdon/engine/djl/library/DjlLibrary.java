package org.bourdon.engine.djl.library;

import java.net.URI;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import ai.djl.engine.Engine;
import ai.djl.pytorch.engine.PtEngineProvider;
import ai.djl.pytorch.jni.LibUtils;

/**
 * The one way to DJL's PyTorch engine, of which a process has one; it can never be unloaded.
 * <p>
 * The native libraries are taken from one folder as they are: nothing is unpacked, copied or downloaded, and nothing is reported to
 * anybody. DJL is told so by system properties, as it knows no other way.
 */
public final class DjlLibrary {

    private static final String TORCH = System.mapLibraryName("torch");
    private static final String BINDING = System.mapLibraryName("djl_torch");
    private static final String CUDA = System.mapLibraryName("torch_cuda");
    private static final String VERSION = "2.7.1";

    private static Engine engine;
    private static Path loadedFrom;

    private DjlLibrary() {
    }

    /**
     * The engine, loaded by the first call.
     *
     * @param natives a folder with libtorch {@value #VERSION} and DJL's binding to it; later calls name the same
     * @throws IllegalStateException in one line, when something is missing or the native side does not come up
     */
    public static synchronized Engine start(Path natives) {
        Path folder = natives.toAbsolutePath().normalize();
        if (engine == null) {
            demand(folder);
            engine = load(folder);
            loadedFrom = folder;
        } else if (!loadedFrom.equals(folder)) {
            throw new IllegalStateException("PyTorch is loaded from " + loadedFrom + "; " + folder + " takes a restart");
        }
        return engine;
    }

    private static void demand(Path folder) {
        for (String name : List.of(TORCH, BINDING)) {
            if (!Files.isRegularFile(folder.resolve(name))) {
                throw new IllegalStateException("there is no " + name + " in " + folder + ", which has to hold libtorch " + VERSION
                        + " and DJL's binding to it");
            }
        }
    }

    private static Engine load(Path folder) {
        settings(folder).forEach(System::setProperty);
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        // Where DJL looks for its properties and services.
        thread.setContextClassLoader(PtEngineProvider.class.getClassLoader());
        try {
            Warnings.silence(folder);
            return new PtEngineProvider().getEngine();
        } catch (RuntimeException | LinkageError e) {
            throw new IllegalStateException("PyTorch does not start from " + folder + ": " + reason(e), e);
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    private static Map<String, String> settings(Path folder) {
        return Map.of("ai.djl.offline", "true",
                "OPT_OUT_TRACKING", "true",
                "PYTORCH_LIBRARY_PATH", folder.toString(),
                "PYTORCH_VERSION", VERSION,
                "PYTORCH_FLAVOR", Files.exists(folder.resolve(CUDA)) ? "cu128" : "cpu",
                "ai.djl.pytorch.num_interop_threads", "1",
                "ai.djl.pytorch.num_threads", "1",
                "ai.djl.pytorch.graph_optimizer", "false");
    }

    private static String reason(Throwable e) {
        Throwable cause = e;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return String.valueOf(cause.getMessage()).strip().replaceAll("\\s*\\R\\s*", " ");
    }

    /** The folder of native libraries that lies beside this bundle's jar. */
    public static Path bundledNatives() {
        try {
            String location = DjlLibrary.class.getProtectionDomain().getCodeSource().getLocation().toString();
            return Path.of(URI.create(location.replaceFirst("^reference:", ""))).resolveSibling("natives");
        } catch (IllegalArgumentException | FileSystemNotFoundException e) {
            throw new IllegalStateException("the DJL library's own jar cannot be found: " + e.getMessage(), e);
        }
    }

    /** The version of PyTorch that runs; valid once started. */
    public static String version() {
        return LibUtils.getVersion();
    }
}
