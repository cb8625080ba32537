package org.bourdon.engine.worker;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.jar.JarFile;

import org.bourdon.engine.Device;
import org.bourdon.engine.Engine;
import org.bourdon.engine.LoadedModel;
import org.bourdon.engine.ModelSource;
import org.bourdon.engine.contract.EngineContract;
import org.bourdon.engine.contract.OnnxGraphs;
import org.bourdon.engine.onnx.OnnxEngine;
import org.bourdon.engine.onnx.SessionSettings;
import org.bourdon.engine.onnx.library.OnnxLibrary;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** The contract of every engine, kept by ONNX Runtime in another process. */
class OnnxInAWorkerTest extends EngineContract {

    @TempDir
    private static Path home;
    private static WorkerEngine engine;
    /** Open throughout, so that one process serves all. */
    private static LoadedModel first;

    @BeforeAll
    static void start() throws Exception {
        engine = Workers.of(new OnnxEngine(SessionSettings.DEFAULT), home, Workers.TIMING, Map.of("intra.op.threads", "1"), natives());
        first = engine.open(new ModelSource.Bytes("first.onnx", ByteBuffer.wrap(OnnxGraphs.doubling())), Device.CPU);
    }

    @AfterAll
    static void stop() {
        first.close();
        engine.close();
    }

    /** As from the library's bundle; where it is not packed yet, ONNX Runtime helps itself. */
    private static List<Path> natives() throws Exception {
        Path library = Path.of(OnnxLibrary.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        if (!Files.isRegularFile(library)) {
            return List.of();
        }
        Path folder = Files.createDirectories(home.resolve("natives"));
        List<Path> unpacked = new ArrayList<>();
        try (JarFile jar = new JarFile(library.toFile())) {
            for (String path : NativeLibraries.of(jar.getManifest().getMainAttributes().getValue("Bundle-NativeCode"))) {
                unpacked.add(unpack(jar, path, folder));
            }
        }
        return unpacked.isEmpty() ? List.of() : List.of(folder);
    }

    private static Path unpack(JarFile jar, String path, Path folder) throws IOException {
        Path file = folder.resolve(path.substring(path.lastIndexOf('/') + 1));
        try (InputStream in = jar.getInputStream(jar.getEntry(path))) {
            Files.copy(in, file);
        }
        return file;
    }

    @Override
    protected Engine engine() {
        return engine;
    }

    @Override
    protected byte[] doublingModel() {
        return OnnxGraphs.doubling();
    }

    @Override
    protected byte[] loopingModel() {
        return OnnxGraphs.looping();
    }

    @Override
    protected String fileName() {
        return "model.onnx";
    }
}
