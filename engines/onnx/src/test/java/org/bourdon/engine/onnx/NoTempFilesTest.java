package org.bourdon.engine.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import org.apache.felix.framework.FrameworkFactory;
import org.bourdon.engine.onnx.library.OnnxLibrary;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.Constants;
import org.osgi.framework.launch.Framework;

class NoTempFilesTest {

    @TempDir
    Path cache;

    @Test
    void in_a_container_the_natives_come_from_the_bundle_and_leave_nothing_in_the_temp_folder() throws Exception {
        Path library = Path.of(OnnxLibrary.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        assumeTrue(Files.isRegularFile(library), "the library bundle is packed in the package phase");
        Set<Path> before = onnxFilesInTemp();
        Framework framework = new FrameworkFactory().newFramework(Map.of(Constants.FRAMEWORK_STORAGE, cache.toString()));
        framework.start();
        try {
            Bundle bundle = framework.getBundleContext().installBundle(library.toUri().toString());
            bundle.start();
            Object environment = bundle.loadClass(OnnxLibrary.class.getName()).getMethod("environment").invoke(null);

            assertThat(environment.toString()).contains("OrtEnvironment");
            assertThat(System.getProperty("onnxruntime.native.onnxruntime.skip")).as("loaded from the bundle").isEqualTo("true");
            assertThat(onnxFilesInTemp()).isEqualTo(before);
        } finally {
            framework.stop();
            framework.waitForStop(10_000);
        }
    }

    private static Set<Path> onnxFilesInTemp() throws IOException {
        try (var files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return files.filter(file -> file.getFileName().toString().contains("onnx")).collect(Collectors.toSet());
        }
    }
}
