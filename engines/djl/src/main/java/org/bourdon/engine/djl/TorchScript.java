package org.bourdon.engine.djl;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.Arena;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;

import ai.djl.engine.EngineException;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.JniUtils;

import org.bourdon.engine.ModelSource;
import org.bourdon.engine.Signature;
import org.bourdon.error.BourdonException;
import org.bourdon.error.ErrorCode;

/**
 * A TorchScript file, looked at before PyTorch loads it.
 *
 * @param signature what the file tells; see {@link Declaration}
 */
record TorchScript(ModelSource source, Signature signature) {

    static TorchScript of(ModelSource source) throws BourdonException {
        return new TorchScript(source, switch (source) {
            case ModelSource.File(var path) -> ofFile(path);
            case ModelSource.Bytes(var name, var content) -> ofBytes(name, content);
        });
    }

    private static Signature ofFile(Path path) throws BourdonException {
        if (!Files.isRegularFile(path)) {
            throw new BourdonException(ErrorCode.INVALID_REQUEST, "there is no model file " + path);
        }
        String name = path.getFileName().toString();
        try (FileChannel file = FileChannel.open(path); Arena memory = Arena.ofConfined()) {
            return Declaration.read(name, new Archive(file.map(FileChannel.MapMode.READ_ONLY, 0, file.size(), memory).asByteBuffer()));
        } catch (IOException e) {
            throw Failures.damaged(name, String.valueOf(e.getMessage()));
        }
    }

    private static Signature ofBytes(String name, ByteBuffer content) throws BourdonException {
        try {
            return Declaration.read(name, new Archive(content));
        } catch (IOException e) {
            throw Failures.damaged(name, e.getMessage());
        }
    }

    /** @param manager of the device that the module is to run on */
    PtSymbolBlock load(PtNDManager manager) throws BourdonException {
        try {
            return switch (source) {
                case ModelSource.File(var path) -> JniUtils.loadModule(manager, path, true, new String[0], new String[0], false);
                case ModelSource.Bytes(var _, var content) -> JniUtils.loadModule(manager, stream(content), true, false);
            };
        } catch (EngineException | IOException e) {
            throw Failures.damaged(source.name(), Failures.line(e));
        }
    }

    private static InputStream stream(ByteBuffer content) {
        byte[] bytes = new byte[content.remaining()];
        content.get(content.position(), bytes);
        return new ByteArrayInputStream(bytes);
    }
}
