package org.bourdon.engine.djl;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import org.bourdon.engine.Device;

/** The engine as the tests use it. */
final class Torch {

    private Torch() {
    }

    static Path natives() {
        return Path.of(System.getProperty("bourdon.djl.natives"));
    }

    static DjlEngine engine(Device... devices) {
        return new DjlEngine(List.of(devices), 1, Optional.of(natives()));
    }
}
