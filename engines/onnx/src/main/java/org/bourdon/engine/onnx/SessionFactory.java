package org.bourdon.engine.onnx;

import java.nio.ByteBuffer;
import java.nio.file.Files;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;

import org.bourdon.engine.Device;
import org.bourdon.engine.ModelSource;
import org.bourdon.error.BourdonException;
import org.bourdon.error.ErrorCode;

/** Opens sessions as the settings say. */
final class SessionFactory {

    private final OrtEnvironment environment;
    private final SessionSettings settings;
    private final Device device;

    SessionFactory(OrtEnvironment environment, SessionSettings settings, Device device) {
        this.environment = environment;
        this.settings = settings;
        this.device = device;
    }

    OrtSession open(ModelSource source) throws OrtException, BourdonException {
        try (OrtSession.SessionOptions options = options()) {
            return switch (source) {
                case ModelSource.File(var path) -> {
                    if (!Files.isRegularFile(path)) {
                        throw new BourdonException(ErrorCode.INVALID_REQUEST, "there is no model file " + path);
                    }
                    yield environment.createSession(path.toString(), options);
                }
                case ModelSource.Bytes(var name, var content) -> {
                    if (!content.hasRemaining()) {
                        throw new BourdonException(ErrorCode.INVALID_REQUEST, "the model " + name + " is empty");
                    }
                    yield content.isDirect()
                            ? environment.createSession(content.duplicate(), options)
                            : environment.createSession(bytes(content), options);
                }
            };
        }
    }

    private static byte[] bytes(ByteBuffer content) {
        byte[] bytes = new byte[content.remaining()];
        content.get(content.position(), bytes);
        return bytes;
    }

    private OrtSession.SessionOptions options() throws OrtException {
        OrtSession.SessionOptions options = new OrtSession.SessionOptions();
        try {
            options.setIntraOpNumThreads(settings.threads());
            options.setInterOpNumThreads(1);
            options.setCPUArenaAllocator(settings.arena());
            options.setMemoryPatternOptimization(settings.memoryPattern());
            options.setSessionLogLevel(settings.log().level());
            String spinning = settings.spinning() ? "1" : "0";
            options.addConfigEntry("session.intra_op.allow_spinning", spinning);
            options.addConfigEntry("session.inter_op.allow_spinning", spinning);
            Provider.addTo(options, device);
            return options;
        } catch (OrtException e) {
            options.close();
            throw e;
        }
    }
}
