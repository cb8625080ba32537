package org.bourdon.engine.worker;

import org.bourdon.engine.Engine;
import org.bourdon.engine.EngineFactory;
import org.bourdon.engine.EngineSettings;

/** Found in the process by its name. */
public final class MischiefFactory implements EngineFactory {

    @Override
    public String name() {
        return "mischief";
    }

    @Override
    public Engine create(EngineSettings settings) {
        if (settings.flag("refuse", false)) {
            throw new IllegalArgumentException("refuse is true; it has to be false");
        }
        return new MischiefEngine();
    }
}
