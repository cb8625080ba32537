package org.bourdon.core.lane;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

import org.bourdon.engine.Device;
import org.bourdon.engine.Engine;
import org.bourdon.engine.LoadedModel;
import org.bourdon.engine.ModelSource;
import org.bourdon.error.BourdonException;

/** An engine whose lane is told while a model opens. */
record WatchedEngine(Engine engine, Consumer<Boolean> opening) implements Engine {

    @Override
    public String name() {
        return engine.name();
    }

    @Override
    public List<Device> devices() {
        return engine.devices();
    }

    @Override
    public Optional<String> probe(Device device) {
        return engine.probe(device);
    }

    @Override
    public boolean reads(String fileName) {
        return engine.reads(fileName);
    }

    @Override
    public LoadedModel open(ModelSource source, Device device) throws BourdonException {
        opening.accept(true);
        try {
            return engine.open(source, device);
        } finally {
            opening.accept(false);
        }
    }
}
