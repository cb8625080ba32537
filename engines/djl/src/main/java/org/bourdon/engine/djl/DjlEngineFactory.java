package org.bourdon.engine.djl;

import java.nio.file.Path;
import java.util.Optional;

import org.bourdon.engine.Device;
import org.bourdon.engine.Engine;
import org.bourdon.engine.EngineFactory;
import org.bourdon.engine.EngineSettings;

/** Makes the engine where there is no container; see {@link DjlEngine.Settings} for the keys. */
public final class DjlEngineFactory implements EngineFactory {

    @Override
    public String name() {
        return "djl";
    }

    @Override
    public Engine create(EngineSettings settings) {
        return new DjlEngine(Device.list(settings.text("device", "cpu")), Math.toIntExact(settings.number("intra.op.threads", 1)),
                Optional.of(settings.text("natives", "")).filter(folder -> !folder.isBlank()).map(Path::of));
    }
}
