package org.bourdon.engine.onnx;

import java.util.Arrays;

import org.bourdon.engine.Device;
import org.bourdon.engine.Engine;
import org.bourdon.engine.EngineFactory;
import org.bourdon.engine.EngineSettings;

/** Makes the engine where there is no container; see {@link OnnxEngine.Settings} for the keys. */
public final class OnnxEngineFactory implements EngineFactory {

    @Override
    public String name() {
        return "onnx";
    }

    @Override
    public Engine create(EngineSettings settings) {
        SessionSettings usual = SessionSettings.DEFAULT;
        return new OnnxEngine(new SessionSettings(Math.toIntExact(settings.number("intra.op.threads", usual.threads())),
                settings.flag("arena", usual.arena()), settings.flag("memory.pattern", usual.memoryPattern()),
                settings.flag("spinning", usual.spinning()), log(settings.text("log.level", usual.log().name()))),
                Device.list(settings.text("device", "cpu")));
    }

    private static NativeLog log(String name) {
        return Arrays.stream(NativeLog.values()).filter(level -> level.name().equals(name)).findFirst().orElseThrow(
                () -> new IllegalArgumentException("log.level is '" + name + "'; it is one of " + Arrays.toString(NativeLog.values())));
    }
}
