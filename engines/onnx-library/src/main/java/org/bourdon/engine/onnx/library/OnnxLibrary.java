package org.bourdon.engine.onnx.library;

import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;

/**
 * The one way to ONNX Runtime's environment, of which a process has one.
 * <p>
 * In a container the natives come from the bundle, so the framework unpacks them into its own cache. On a plain class
 * path there is no such thing, and ONNX Runtime unpacks them from its jar by itself.
 */
public final class OnnxLibrary {

    private static final String[] NATIVES = {"onnxruntime", "onnxruntime4j_jni"};

    private OnnxLibrary() {
    }

    /**
     * The environment, created by the first call on the thread of that call.
     *
     * @throws IllegalStateException when the native side does not come up
     */
    public static OrtEnvironment environment() {
        return Holder.ENVIRONMENT;
    }

    private static final class Holder {

        private static final OrtEnvironment ENVIRONMENT = create();

        private static OrtEnvironment create() {
            if (loadFromBundle()) {
                for (String library : NATIVES) {
                    System.setProperty("onnxruntime.native." + library + ".skip", "true");
                }
            }
            // At any lower level each run that is told to stop prints a line on stderr.
            OrtEnvironment environment = OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL, "bourdon");
            silence(environment);
            removeEmptyTempFolder();
            return environment;
        }

        private static void silence(OrtEnvironment environment) {
            try {
                environment.setTelemetry(false);
            } catch (OrtException e) {
                throw new IllegalStateException("telemetry could not be switched off: " + e.getMessage(), e);
            }
        }

        @SuppressWarnings("restricted")
        private static boolean loadFromBundle() {
            try {
                for (String library : NATIVES) {
                    System.loadLibrary(library);
                }
                return true;
            } catch (UnsatisfiedLinkError notInABundle) {
                return false;
            }
        }

        /** ONNX Runtime makes a folder for unpacked libraries even when it unpacks none, and would leave it behind after a crash. */
        private static void removeEmptyTempFolder() {
            try {
                Field field = Class.forName("ai.onnxruntime.OnnxRuntime").getDeclaredField("tempDirectory");
                field.setAccessible(true);
                Path folder = (Path) field.get(null);
                try (var content = Files.list(folder)) {
                    if (content.findAny().isPresent()) {
                        return;
                    }
                }
                Files.delete(folder);
            } catch (ReflectiveOperationException | IOException e) {
                throw new IllegalStateException("the temp folder of ONNX Runtime could not be removed: " + e.getMessage(), e);
            }
        }
    }
}
